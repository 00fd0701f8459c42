using OnChipLearn.Chip;
using OnChipLearn.Device;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Trials;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.AddressMap;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>A training by firmware as one of the engines of <c>train</c>.</summary>
public sealed class FirmwareTrainingRun(FirmwareSetup setup, IFirmwareRun run) : ITrainingRun
{
    private const double SecondsPerCycle = 4e-9;
    private const int ClassifyLimitCycles = 100_000;
    private int _epoch;
    private long _dropped;
    private long _saturated;

    public LatencyEncoding Encoding => setup.Encoding;

    /// <summary>The run itself, for tests.</summary>
    public IFirmwareRun Firmware => run;

    public RunCosts Costs => new()
    {
        SramBytes = new SramBytes(FirmwareImages.FirstSpike.UsedBytes(0), FirmwareImages.FirstSpike.UsedBytes(1)),
        LearningCyclesPerSample = PerSample(run.Phases?.Max(phases => phases.Learning)),
        TrainingSamplesPerSecond = run.Phases is { } phases ? Samples / (phases[0].Total * SecondsPerCycle) : null,
        Energy = run.Activity is { } activity ? TrainingEnergy.Of(activity.Meter) : null,
        Activity = run.Activity,
        ChipSeconds = run.Chip.Now * SecondsPerCycle,
        OnChip = new OnChipVerdict
        {
            SpikePath = setup.Path.ToString(),
            ChipPreset = run.Chip.Configuration.Instance.Preset.ToString(),
            ImageSha256 = [FirmwareImages.FirstSpike.Hash(0), FirmwareImages.FirstSpike.Hash(1)],
            Memory = [FirmwareImages.FirstSpike.Programs[0].Memory, FirmwareImages.FirstSpike.Programs[1].Memory],
            Phases = run.Phases,
            TrainingSamples = Samples,
            Trials = run.Chip.Player.TrialsBegun,
            MissedDeadlines = run.Chip.Player.MissedDeadlines,
            DroppedEvents = _dropped,
            SaturatedAdjoints = _saturated,
        },
    };

    private long Samples => (long)_epoch * setup.Data.Train.Count;

    public EpochMetrics RunEpoch()
    {
        var counters = run.WaitForEpoch(++_epoch);
        if (_epoch == setup.Settings.Epochs)
        {
            run.Finish();
        }

        _dropped = counters[EpochReport.Dropped];
        _saturated += counters[EpochReport.Saturated];
        double samples = setup.Data.Train.Count;
        const double LossUnit = 256.0 / (FirstSpikeFormat.TicksPerTau * FirstSpikeFormat.TicksPerTau);
        return new EpochMetrics(
            _epoch, counters[EpochReport.Loss] * LossUnit / samples, counters[EpochReport.TrainingCorrect] / samples,
            counters[EpochReport.ValidationCorrect] / (double)setup.Data.Validation.Count, counters[EpochReport.TestCorrect] / (double)setup.Data.Test.Count,
            counters[EpochReport.Events] / samples - FirstSpikeFormat.Inputs);
    }

    /// <summary>Plays one more sample to the trained chip; the processors are asleep.</summary>
    public int Classify(ReadOnlySpan<double> inputTimes)
    {
        var chip = run.Chip;
        chip.Player.Load([.. FirstSpikeNetwork.Samples(new SampleSet(inputTimes.Length, inputTimes.ToArray(), [0]))]);
        var trial = (uint)chip.Player.TrialsBegun;
        chip.RequestSample(0);
        var limit = chip.Now + ClassifyLimitCycles;
        while (Header(trial, TrialRecordMap.SequenceWord) != trial + 1 && chip.Now < limit)
        {
            chip.AdvanceTo(chip.Now + chip.Configuration.Trials.PeriodCycles / 4);
        }

        var first = TrialRecordMap.HeaderWords + (int)Header(trial, TrialRecordMap.InputsWord);
        var count = (int)Header(trial, TrialRecordMap.EventsWord);
        for (var word = first; word < first + count; word++)
        {
            var label = Header(trial, word) >> 16;
            if ((label & (SpikeLabels.Input | SpikeLabels.Output)) == SpikeLabels.Output)
            {
                return (int)(label & SpikeLabels.Number);
            }
        }

        return -1;
    }

    public Checkpoint? Save() => null;

    public void Resume(Checkpoint checkpoint) =>
        throw new ExperimentInputException("training", "resume", "a checkpoint", "none: the firmware engines start anew");

    private double? PerSample(long? cycles) => Samples == 0 ? null : (double?)cycles / Samples;

    private uint Header(uint trial, int word)
    {
        var address = TrialRecordMap.ScalarAddress(trial, word % 32) + (uint)(word / 32 * 128);
        return run.Chip.DataPort(0).Read(address, run.Chip.Now - run.Chip.DataPort(0).Epoch, out _);
    }
}
