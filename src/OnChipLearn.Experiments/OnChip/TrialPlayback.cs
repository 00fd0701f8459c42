using OnChipLearn.Chip;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>An event of a trial as its record tells it.</summary>
/// <param name="Label">Label (<see cref="SpikeLabels"/>).</param>
/// <param name="Ticks">Time since the trial's time zero, ticks of 8 ns.</param>
public readonly record struct RecordedEvent(uint Label, int Ticks);

/// <summary>Plays samples to a trained chip whose processors sleep, and reads what they would have read.</summary>
/// <param name="chip">The chip; its data set is replaced.</param>
public sealed class TrialPlayback(HicannX chip)
{
    private const int LimitCycles = 100_000;
    private readonly List<RecordedEvent> _events = [];

    /// <summary>The events of one sample, input spike times [channels] in tau_s, in the order of arrival. Valid until the next call.</summary>
    public IReadOnlyList<RecordedEvent> Play(ReadOnlySpan<double> inputTimes)
    {
        chip.Player.Load([.. FirstSpikeNetwork.Samples(new SampleSet(inputTimes.Length, inputTimes.ToArray(), [0]))]);
        while (chip.ReadOmnibus(EventFifoMap.Bottom) != EventFifoMap.Empty)
        {
        }

        var trial = (uint)chip.Player.TrialsBegun;
        chip.RequestSample(0);
        var limit = chip.Now + LimitCycles;
        while (Word(trial, TrialRecordMap.SequenceWord) != trial + 1 && chip.Now < limit)
        {
            chip.AdvanceTo(chip.Now + chip.Configuration.Trials.PeriodCycles / 4);
        }

        _events.Clear();
        if (chip.Configuration.Trials.SpikePath == SpikePath.EventFifo)
        {
            for (var record = chip.ReadOmnibus(EventFifoMap.Bottom); record < EventFifoMap.Empty; record = chip.ReadOmnibus(EventFifoMap.Bottom))
            {
                Add(record);
            }
        }
        else
        {
            var first = TrialRecordMap.HeaderWords + (int)Word(trial, TrialRecordMap.InputsWord);
            var count = (int)Word(trial, TrialRecordMap.EventsWord);
            for (var word = first; word < first + count; word++)
            {
                Add(Word(trial, word));
            }
        }

        return _events;
    }

    private void Add(uint record) => _events.Add(new RecordedEvent(record >> 16, (int)(record & 0xFFFF)));

    private uint Word(uint trial, int word)
    {
        var address = TrialRecordMap.ScalarAddress(trial, word % 32) + (uint)(word / 32 * 128);
        return chip.DataPort(0).Read(address, chip.Now - chip.DataPort(0).Epoch, out _);
    }
}
