using OnChipLearn.EventProp.Surrogate;
using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>The baseline: backpropagation through time on sampled membranes.</summary>
public sealed class SurrogateEngine : ITrainingEngine
{
    private static readonly SurrogateSettings Defaults = new();

    private static readonly EngineOption Samples = new("samples", Defaults.Steps, "membrane samples per neuron and sample: time steps");
    private static readonly EngineOption Duration = new("duration", Defaults.Steps * Defaults.Step, "length of a sample (tau_s)");
    private static readonly EngineOption MembraneTime = new("membrane-time", Defaults.MembraneTime, "tau_m (tau_s)");
    private static readonly EngineOption Steepness = new("steepness", Defaults.Steepness, "steepness of the surrogate derivative");
    private static readonly EngineOption Mean = new("hidden-weight-mean", Defaults.HiddenWeightMean, "mean of the initial input weights (theta)");
    private static readonly EngineOption Deviation = new("hidden-weight-sd", Defaults.HiddenWeightDeviation, "their standard deviation");
    private static readonly EngineOption Output = new("output-weight-sd", Defaults.OutputWeightDeviation, "standard deviation of the initial output weights");

    /// <summary>Inputs of the published experiments: 2 to 26 us of 38 us at tau_s = 6 us.</summary>
    private static readonly LatencyEncoding InputTimes = new(Early: 2.0 / 6, Late: 26.0 / 6, Bias: 2.0 / 6);

    public string Name => "surrogate";

    public string Description => "SuperSpike surrogate gradient, time-stepped, on sampled membranes";

    public IReadOnlyList<EngineOption> Options => [Samples, Duration, MembraneTime, Steepness, Mean, Deviation, Output];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var samples = Samples.WholeIn(request, least: 1);
        var settings = new SurrogateSettings
        {
            Hidden = request.Hidden,
            Steps = samples,
            Step = Duration.In(request) / samples,
            MembraneTime = MembraneTime.In(request),
            Steepness = Steepness.In(request),
            HiddenWeightMean = Mean.In(request),
            HiddenWeightDeviation = Deviation.In(request),
            OutputWeightDeviation = Output.In(request),
        };
        return new GradientTrainingRun(request, seed, InputTimes, new SurrogateLearning(settings, seed));
    }
}
