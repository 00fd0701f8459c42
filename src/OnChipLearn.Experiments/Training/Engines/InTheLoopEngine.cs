using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>
/// Spikes from an emulator, backward pass in float64 on the host: 6-bit weights, duplicated input rows, recorder's time grid. The emulator
/// here is the float simulation.
/// </summary>
public sealed class InTheLoopEngine : ITrainingEngine
{
    /// <summary>tau_s of the chip, for options in microseconds.</summary>
    private const double SynapticMicroseconds = 6;

    private static readonly EngineOption Rows = new("rows-per-input", 5, "synapse rows that carry the same input");
    private static readonly EngineOption Scale = new("weight-scale", WeightQuantizer.NominalScale, "weight steps per theta");
    private static readonly EngineOption Clamp = new("slope-clamp", 0.1, "lower bound of I - theta in the backward pass (theta)");
    private static readonly EngineOption Resolution = new("time-resolution-us", 0.008, "time grid of recorded spikes (us, tau_s = 6 us)");
    private static readonly EngineOption Jitter = new("jitter-us", 0, "standard deviation of noise on recorded times (us)");
    private static readonly EngineOption Mismatch = new("weight-mismatch", 0, "relative standard deviation of synaptic strengths");

    public string Name => "in-the-loop";

    public string Description => "recorded spikes of an emulator (6-bit weights, duplicated rows), EventProp in float64 on the host";

    public IReadOnlyList<EngineOption> Options => [Rows, Scale, Clamp, Resolution, Jitter, Mismatch, .. NetworkOptions.All];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var settings = NetworkOptions.Read(request);
        var quantizer = new WeightQuantizer(Scale.In(request), Rows.WholeIn(request, least: 1));
        var shape = new EmulatorShape(YinYang.Channels * quantizer.RowsPerInput, request.Hidden, YinYang.Classes);
        var imperfections = new FloatEmulatorSettings
        {
            TimeResolution = Resolution.In(request) / SynapticMicroseconds,
            Jitter = Jitter.In(request) / SynapticMicroseconds,
            WeightMismatch = Mismatch.In(request),
        };
        var emulator = new FloatEmulator(shape, quantizer.Scale, settings.Horizon, imperfections, seed);
        var engine = new InTheLoopLearning(emulator, quantizer, settings, Clamp.In(request), seed);
        return new GradientTrainingRun(request, seed, new LatencyEncoding(), engine, () => new RunCosts
        {
            ImpossibleSpikeFraction = engine.RecordedSpikes == 0 ? 0 : (double)engine.ImpossibleSpikes / engine.RecordedSpikes,
        });
    }
}
