namespace OnChipLearn.Chip.Fpga;

/// <summary>One stimulus of the sample player.</summary>
/// <param name="Label">What the teacher says about it; copied into the record, used for nothing else.</param>
/// <param name="Events">Spike label (16 bits, reference section 5.2) and time in 8 ns ticks after the start of the trial, in order.</param>
public sealed record PlayerSample(int Label, IReadOnlyList<PlayerEvent> Events)
{
    /// <summary>Refuses samples that cannot be played.</summary>
    /// <exception cref="ChipInputException">No event, times negative or out of order or beyond the trial.</exception>
    public void Validate(string source, int number, int durationCycles)
    {
        if (Events.Count == 0)
        {
            throw new ChipInputException(source, $"sample {number}.events", "none", "at least one event: the first one defines time zero");
        }

        int last = 0;
        int limit = durationCycles / Analog.PpuClock.CyclesPerTick;
        for (int k = 0; k < Events.Count; k++)
        {
            int tick = Events[k].Tick;
            if (tick < last || tick >= limit)
            {
                throw new ChipInputException(source, $"sample {number}.events[{k}].tick", tick.ToString(), $"{last}..{limit - 1} (ordered, within the trial)");
            }

            last = tick;
        }
    }
}

/// <summary>An event of a stimulus.</summary>
/// <param name="Label">Spike label: bits 15..14 the crossbar input 8 + n, bits 10..6 row select, bits 5..0 synapse label.</param>
/// <param name="Tick">Time in 8 ns ticks.</param>
public readonly record struct PlayerEvent(ushort Label, int Tick);
