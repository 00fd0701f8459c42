using OnChipLearn.Chip;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.Budget;

/// <summary>
/// Counts over the training samples of a run on the host what <see cref="SpikeTrains"/> will find in their records; the run takes path fpga-dram, whose
/// records hold the spikes.
/// </summary>
internal sealed class SpikeCounter : IWriteObserver
{
    private readonly HicannX chip;
    private readonly int recurrent;
    private readonly int samples;
    private readonly int[] spikes = new int[ReplayFormat.HiddenCapacity];
    private readonly int[] arrivalTimes = new int[ReplayFormat.ArrivalCapacity];
    private readonly int[] following = new int[ReplayFormat.ArrivalCapacity];
    private readonly int[] latestOfLevel = new int[ReplayFormat.Levels];
    private readonly bool[] outputs = new bool[FirstSpikeFormat.Outputs];
    private int trials;
    private int latency;
    private int arrivals;
    private int latest;
    private long events, entered, allArrivals, levels, pairs, pieces;

    private SpikeCounter(HicannX chip, int recurrent, int samples)
    {
        this.chip = chip;
        this.recurrent = recurrent;
        this.samples = samples;
    }

    /// <summary>Counts over one epoch on the host.</summary>
    public static SpikeCounts Count(FirmwareSetup setup, int recurrent)
    {
        int samples = setup.Data.Train.Count;
        var counter = new SpikeCounter(setup.Chip, recurrent, samples);
        setup.Chip.Observer = counter;
        new FirmwareHostRun(setup.Chip, setup.Words, setup.Rule).Run();
        double Mean(long sum) => sum / (double)samples;
        return new SpikeCounts(
            Mean(counter.events), Mean(counter.entered), Mean(counter.allArrivals), Mean(counter.levels), Mean(counter.pairs), Mean(counter.pieces));
    }

    public void OnWrite(Initiator initiator, MemoryRegion region, uint address, long cycle)
    {
        var trial = (uint)trials;
        if (initiator != Initiator.Recorder || address != TrialRecordMap.ScalarAddress(trial, TrialRecordMap.SequenceWord))
        {
            return;
        }

        trials++;
        if (trial == 0)
        {
            latency = (int)(Word(trial, TrialRecordMap.HeaderWords + (int)Word(trial, TrialRecordMap.InputsWord)) & 0xFFFF);
        }
        else if (trial <= samples)
        {
            Add(trial);
        }
    }

    private void Add(uint trial)
    {
        Array.Clear(spikes);
        Array.Clear(following);
        Array.Clear(latestOfLevel);
        Array.Clear(outputs);
        arrivals = 0;
        latest = 0;
        int first = TrialRecordMap.HeaderWords + (int)Word(trial, TrialRecordMap.InputsWord);
        int count = (int)Word(trial, TrialRecordMap.EventsWord);
        events += count;
        for (int word = first; word < first + count && Enter(Word(trial, word)); word++)
        {
            entered++;
        }

        allArrivals += arrivals;
        int used = spikes.Max();
        levels += used;
        for (int level = 0; level < used; level++)
        {
            pairs += arrivalTimes.Take(arrivals).Count(time => time < latestOfLevel[level]);
        }

        pieces += following.Take(arrivals).Sum(bits => System.Numerics.BitOperations.PopCount((uint)bits));
    }

    private bool Enter(uint record)
    {
        latest = Math.Max(latest, (int)(record & 0xFFFF) - latency);
        if (latest >= FirstSpikeFormat.NoSpike)
        {
            return false;
        }

        uint label = record >> 16;
        int number = (int)(label & SpikeLabels.Number);
        if ((label & SpikeLabels.Input) != 0)
        {
            AddArrival();
        }
        else if ((label & SpikeLabels.Output) == 0)
        {
            EnterHidden(SpikeLabels.HiddenElement(label) & (ReplayFormat.HiddenCapacity - 1));
        }
        else if (number < outputs.Length)
        {
            outputs[number] = true;
        }

        return outputs.Contains(false);
    }

    private void EnterHidden(int lane)
    {
        int level = spikes[lane];
        if (level == ReplayFormat.Levels)
        {
            return;
        }

        spikes[lane]++;
        latestOfLevel[level] = latest;
        if (lane < recurrent)
        {
            AddArrival();
            return;
        }

        int at = arrivals - 1;
        while (at > 0 && arrivalTimes[at] == latest)
        {
            at--;
        }

        if (at >= 0)
        {
            following[at] |= 1 << level;
        }
    }

    private void AddArrival()
    {
        if (arrivals < arrivalTimes.Length)
        {
            arrivalTimes[arrivals++] = latest;
        }
    }

    private uint Word(uint trial, int word)
    {
        var address = TrialRecordMap.ScalarAddress(trial, word % 32) + (uint)(word / 32 * 128);
        return chip.DataPort(0).Read(address, chip.Now - chip.DataPort(0).Epoch, out _);
    }
}
