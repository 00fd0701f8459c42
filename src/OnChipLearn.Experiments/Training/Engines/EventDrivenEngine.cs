using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>EventProp in float64 with the general event-driven code: any time constants, one or many spikes.</summary>
public sealed class EventDrivenEngine : ITrainingEngine
{
    private static readonly EngineOption MembraneTime = new("membrane-time", 2, "tau_m of all neurons (tau_s)");
    private static readonly EngineOption ManySpikes = new("many-spikes", 0, "1: hidden neurons reset and may spike again; 0: one spike");

    public string Name => "event-driven";

    public string Description => "EventProp in float64, general event-driven simulation and adjoint";

    public IReadOnlyList<EngineOption> Options => [MembraneTime, ManySpikes, .. NetworkOptions.All];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var refractory = ManySpikes.WholeIn(request, least: 0) == 0 ? double.PositiveInfinity : 0;
        var neuron = new NeuronParameters(MembraneTime.In(request), 1, Refractory: refractory);
        return new GradientTrainingRun(
            request, seed, new LatencyEncoding(), new EventDrivenLearning(NetworkOptions.Read(request), neuron, seed));
    }
}
