using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Emulation;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>
/// Spikes from an emulator, backward pass in float64 on the host: 6-bit weights, duplicated input rows, recorder's time grid. For rule first-spike the
/// emulator is the analog core of the chip that the firmware trains on, or the float simulation, for rule event-replay that chip, and the backward pass
/// the general adjoint.
/// </summary>
public sealed class InTheLoopEngine : ITrainingEngine
{
    /// <summary>tau_s of the chip, for options in microseconds.</summary>
    private const double SynapticMicroseconds = 6;

    private static readonly EngineOption Rows = new("rows-per-input", 5, "synapse rows that carry the same input");
    private static readonly EngineOption Scale = new("weight-scale", WeightQuantizer.NominalScale, "weight steps per theta");
    private static readonly EngineOption Clamp = new("slope-clamp", 0.1, "lower bound of I - theta in the backward pass (theta)");
    private static readonly EngineOption Float = new("float-emulator", 0, "1: float simulation with the three options below; 0: analog core of --chip");
    private static readonly EngineOption Resolution = new("time-resolution-us", 0.008, "time grid of recorded spikes (us, tau_s = 6 us)");
    private static readonly EngineOption Jitter = new("jitter-us", 0, "standard deviation of noise on recorded times (us)");
    private static readonly EngineOption Mismatch = new("weight-mismatch", 0, "relative standard deviation of synaptic strengths");

    public string Name => "in-the-loop";

    public string Description => "recorded spikes of an emulator (6-bit weights, duplicated rows), EventProp in float64 on the host";

    public IReadOnlyList<EngineOption> Options => [Rows, Scale, Clamp, Float, Resolution, Jitter, Mismatch, .. NetworkOptions.All, .. FirmwareRules.Options];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        if (FirmwareRules.Of(request) is EventReplayRule)
        {
            return StartOnChip(new FirmwareSetup(request, seed), request, seed);
        }

        var settings = NetworkOptions.Read(request);
        var quantizer = new WeightQuantizer(Scale.In(request), Rows.WholeIn(request, least: 1));
        var shape = new EmulatorShape(YinYang.Channels * quantizer.RowsPerInput, request.Hidden, YinYang.Classes);
        ISpikeEmulator emulator = Float.WholeIn(request, 0) == 0
            ? new AnalogEmulator(TrainingChip.Of(request, seed), shape)
            : new FloatEmulator(shape, quantizer.Scale, settings.Horizon, Imperfections(request), seed);
        var engine = new InTheLoopLearning(emulator, quantizer, settings, Clamp.In(request), seed);
        return new GradientTrainingRun(request, seed, new LatencyEncoding(), engine, () => new RunCosts
        {
            ImpossibleSpikeFraction = engine.RecordedSpikes == 0 ? 0 : (double)engine.ImpossibleSpikes / engine.RecordedSpikes,
        });
    }

    private static GradientTrainingRun StartOnChip(FirmwareSetup setup, TrainingRequest request, ulong seed)
    {
        var rule = (EventReplaySettings)setup.Settings;
        var settings = new RecordedAdjointSettings
        {
            TargetOfLabel = rule.TargetCorrect,
            TargetOfOthers = rule.TargetWrong,
            Horizon = (double)FirstSpikeFormat.NoSpike / FirstSpikeFormat.TicksPerTau,
            Refractory = EventReplayNetwork.RefractoryUs / SynapticMicroseconds,
            SlopeClamp = Clamp.In(request),
            InputMean = rule.InputMean,
            InputDeviation = rule.InputDeviation,
            RecurrentDeviation = rule.RecurrentDeviation,
            OutputMean = rule.OutputMean,
            OutputDeviation = rule.OutputDeviation,
        };
        var emulator = new ChipEmulator(setup.Chip, rule.Hidden, rule.Recurrent);
        var engine = new RecordedAdjointLearning(
            emulator, new WeightQuantizer(FirstSpikeFormat.Threshold, FirstSpikeFormat.Duplication), settings, seed);
        return new GradientTrainingRun(request, seed, setup.Encoding, engine);
    }

    private static FloatEmulatorSettings Imperfections(TrainingRequest request) => new()
    {
        TimeResolution = Resolution.In(request) / SynapticMicroseconds,
        Jitter = Jitter.In(request) / SynapticMicroseconds,
        WeightMismatch = Mismatch.In(request),
    };
}
