using System.Numerics;
using OnChipLearn.Chip;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.GradientChecks.OnDevice;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.Budget;

/// <summary>
/// Counts over the training samples of a run on the host what <see cref="SpikeTrains"/> will find in their records; the run takes path fpga-dram, whose
/// records hold the spikes.
/// </summary>
internal sealed class SpikeCounter : IWriteObserver
{
    private readonly HicannX chip;
    private readonly ReplaySample sample;
    private readonly int samples;
    private int trials;
    private int latency;
    private long events, entered, arrivals, levels, pairs, pieces;

    private SpikeCounter(HicannX chip, int recurrent, int samples)
    {
        this.chip = chip;
        this.samples = samples;
        sample = new ReplaySample(recurrent);
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
            Mean(counter.events), Mean(counter.entered), Mean(counter.arrivals), Mean(counter.levels), Mean(counter.pairs), Mean(counter.pieces));
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
        sample.Clear();
        int latest = 0;
        int first = TrialRecordMap.HeaderWords + (int)Word(trial, TrialRecordMap.InputsWord);
        int count = (int)Word(trial, TrialRecordMap.EventsWord);
        events += count;
        for (int word = first; word < first + count; word++)
        {
            uint record = Word(trial, word);
            latest = Math.Max(latest, (int)(record & 0xFFFF) - latency);
            if (latest >= FirstSpikeFormat.NoSpike || !sample.Enter(record >> 16, latest))
            {
                break;
            }

            entered++;
        }

        arrivals += sample.Arrivals.Count;
        levels += sample.Levels;
        for (int level = 0; level < sample.Levels; level++)
        {
            double last = sample.LatestTime(level);
            pairs += sample.Arrivals.Count(arrival => arrival.Time < last);
        }

        pieces += sample.Following.Sum(static bits => BitOperations.PopCount((uint)bits));
    }

    private uint Word(uint trial, int word)
    {
        var address = TrialRecordMap.ScalarAddress(trial, word % 32) + (uint)(word / 32 * 128);
        return chip.DataPort(0).Read(address, chip.Now - chip.DataPort(0).Epoch, out _);
    }
}
