using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Trials;

/// <summary>What one trial told: first spike times in ticks of every neuron and input, label, counts. Filled by an acquisition path.</summary>
public static class TrialRecord
{
    /// <summary>Hidden neurons, element 64 * half + lane; <see cref="FirstSpikeFormat.NoSpike"/> for silent ones.</summary>
    [VectorAligned]
    public static readonly short[] Hidden = new short[FirstSpikeFormat.HiddenCapacity];

    /// <summary>Inputs, as the chip sends them back; elements beyond <see cref="FirstSpikeFormat.Inputs"/> take events of unknown number.</summary>
    public static readonly short[] Inputs = new short[(int)SpikeLabels.Number + 1];

    /// <summary>Output neurons; elements beyond <see cref="FirstSpikeFormat.Outputs"/> take events of unknown number.</summary>
    public static readonly short[] Outputs = new short[(int)SpikeLabels.Number + 1];

    /// <summary>Label of the sample.</summary>
    public static int Label;

    /// <summary>Events of the last trial.</summary>
    public static int Events;

    /// <summary>Events dropped by the recorder or for lack of room, all trials.</summary>
    public static int Dropped;

    /// <summary>
    /// Ticks from the time zero of the records to the time at which the chip sends back the first input event; subtracted from every time. A start-up
    /// trial measures it, since there is no public synchronisation between the recorder and the chip.
    /// </summary>
    public static int Latency;

    /// <summary>Nobody has spiked yet.</summary>
    public static void Clear()
    {
        VectorH silent = VectorUnit.SplatHalfword(FirstSpikeFormat.NoSpike);
        Sram.Store(Hidden, 0, silent);
        Sram.Store(Hidden, VectorH.Length, silent);
        for (int k = 0; k <= (int)SpikeLabels.Number; k++)
        {
            Inputs[k] = FirstSpikeFormat.NoSpike;
            Outputs[k] = FirstSpikeFormat.NoSpike;
        }

        Processor.Synchronize();
    }

    /// <summary>Takes the latency from this trial: the time of the bias, which every sample plays first.</summary>
    public static void MeasureLatency() => Latency += Inputs[FirstSpikeFormat.BiasInput];

    /// <summary>Whether the source of an event has no time yet.</summary>
    public static bool IsFirst(uint record)
    {
        uint label = record >> 16;
        return (label & (SpikeLabels.Input | SpikeLabels.Output)) == 0
            ? Hidden[SpikeLabels.HiddenElement(label)] == FirstSpikeFormat.NoSpike
            : (label & SpikeLabels.Input) == 0
                ? Outputs[(int)(label & SpikeLabels.Number)] == FirstSpikeFormat.NoSpike
                : Inputs[(int)(label & SpikeLabels.Number)] == FirstSpikeFormat.NoSpike;
    }

    /// <summary>Enters one event; a later call for the same neuron replaces it.</summary>
    public static void Enter(uint record)
    {
        uint label = record >> 16;
        int ticks = (int)(record & 0xFFFF) - Latency;
        short time = (short)(ticks > FirstSpikeFormat.NoSpike ? FirstSpikeFormat.NoSpike : ticks < 0 ? 0 : ticks);
        if ((label & (SpikeLabels.Input | SpikeLabels.Output)) == 0)
        {
            Hidden[SpikeLabels.HiddenElement(label)] = time;
        }
        else if ((label & SpikeLabels.Input) == 0)
        {
            Outputs[(int)(label & SpikeLabels.Number)] = time;
        }
        else
        {
            Inputs[(int)(label & SpikeLabels.Number)] = time;
        }
    }
}
