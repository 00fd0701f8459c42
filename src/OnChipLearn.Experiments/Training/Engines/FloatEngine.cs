using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>EventProp in float64 with the closed first-spike form.</summary>
public sealed class FloatEngine : ITrainingEngine
{
    public string Name => "float";

    public string Description => "EventProp in float64, closed first-spike form (tau_m = 2 tau_s, one spike per neuron)";

    public IReadOnlyList<EngineOption> Options => NetworkOptions.All;

    public ITrainingRun Start(TrainingRequest request, ulong seed) =>
        new GradientTrainingRun(request, seed, new LatencyEncoding(), new FirstSpikeLearning(NetworkOptions.Read(request), seed));
}
