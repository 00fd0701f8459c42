using System.Security.Cryptography;
using OnChipLearn.Analog;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Trials;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>A training by firmware as one of the engines of <c>train</c>.</summary>
public sealed class FirmwareTrainingRun(FirmwareSetup setup, IFirmwareRun run) : ITrainingRun
{
    private const double SecondsPerCycle = 4e-9;
    private readonly TrialPlayback _playback = new(setup.Chip);
    private int _epoch;
    private long _dropped;
    private long _saturated;

    public LatencyEncoding Encoding => setup.Encoding;

    /// <summary>The run itself, for tests.</summary>
    public IFirmwareRun Firmware => run;

    /// <summary>SHA-256 of the chip instance's file.</summary>
    public string ChipSha256 => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ChipInstanceFile.Write(setup.Chip.Configuration.Instance))));

    /// <summary>SHA-256 of the ELF files, top and bottom.</summary>
    public IReadOnlyList<string> FirmwareSha256 => [Images.Hash(0), Images.Hash(1)];

    /// <summary>The machine code.</summary>
    public FirmwareImages Images => setup.Rule.Images;

    /// <summary>What was set up before the start.</summary>
    public FirmwareSetup Setup => setup;

    public RunCosts Costs => new()
    {
        SramBytes = new SramBytes(Images.UsedBytes(0), Images.UsedBytes(1)),
        LearningCyclesPerSample = run.Phases?.Max(phases => (double)phases.Sum.Learning / phases.Samples),
        TrainingSamplesPerSecond = run.Phases?.Min(phases => phases.Samples / (phases.Sum.Total * SecondsPerCycle)),
        Energy = run.Activity is { } activity ? TrainingEnergy.Of(activity.Meter) : null,
        Activity = run.Activity,
        ChipSeconds = run.Chip.Now * SecondsPerCycle,
        OnChip = new OnChipVerdict
        {
            SpikePath = setup.Path.ToString(),
            ChipPreset = run.Chip.Configuration.Instance.Preset.ToString(),
            ImageSha256 = FirmwareSha256,
            SynapseSha256 = SynapseHash(run.Chip.Analog),
            Memory = [Images.Programs[0].Memory, Images.Programs[1].Memory],
            Phases = run.Phases,
            TrainingSamples = Samples,
            Trials = run.Chip.Player.TrialsBegun,
            MissedDeadlines = run.Chip.Player.MissedDeadlines,
            ReplacedRequests = run.Chip.Player.ReplacedRequests,
            Drops = new EventDrops(
                _dropped, run.Chip.Events.Statistics.Dropped, run.Chip.Events.Statistics.UplinkDropped + run.Chip.Events.Statistics.DownlinkDropped,
                run.Chip.Fifos.Sum(fifo => (long)fifo.Overflow)),
            OmnibusCycles = run.Chip.Configuration.Timing.Ports.Omnibus,
            FpgaVectorLoadCycles = PortTiming.VectorLoadCycles(run.Chip.Configuration.Timing.Ports),
            EmulationCycles = run.Chip.Configuration.Trials.DurationCycles,
            SaturatedAdjoints = _saturated,
        },
    };

    public EpochCosts EpochCosts => new(run.LearningCycles(_epoch), run.Chip.Now * SecondsPerCycle);

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
        foreach (var played in Play(inputTimes))
        {
            if ((played.Label & (SpikeLabels.Input | SpikeLabels.Output)) == SpikeLabels.Output)
            {
                return (int)(played.Label & SpikeLabels.Number);
            }
        }

        return -1;
    }

    /// <summary>Plays one more sample to the trained chip; its events in the order of arrival.</summary>
    public IReadOnlyList<RecordedEvent> Play(ReadOnlySpan<double> inputTimes) => _playback.Play(inputTimes);

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream);
        output.Write(_epoch);
        output.Write(_dropped);
        output.Write(_saturated);
        run.Save(new StateWriter(output, IsSurroundings));
        output.Flush();
        return stream.ToArray();
    }

    public void Resume(byte[] state, string file)
    {
        using var input = new BinaryReader(new MemoryStream(state));
        _epoch = input.ReadInt32();
        _dropped = input.ReadInt64();
        _saturated = input.ReadInt64();
        run.Restore(new StateReader(input, file));
    }

    private static string SynapseHash(AnalogCore core)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
        {
            for (var row = 0; row < ArrayGeometry.Rows; row++)
            {
                hash.AppendData(core[hemisphere].Synapses.Row(SynapseField.Weight, row));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A processor of the host is the firmware's statics, which are saved one by one; what a simulation has recorded of itself, it records again.
    private static bool IsSurroundings(Type type) => type == typeof(HostProcessorMemory) || type == typeof(AdvanceAhead) || typeof(IDerivedState).IsAssignableFrom(type);
}
