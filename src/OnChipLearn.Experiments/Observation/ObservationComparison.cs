using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Observation;

/// <summary>EventProp at one sparsity.</summary>
/// <param name="Network">What makes it sparse.</param>
/// <param name="TestAccuracy">Mean over seeds of the last epochs.</param>
/// <param name="SpikesPerNeuron">Recorded spikes per neuron (hidden and output) and sample.</param>
/// <param name="BitsPerSample">Bits observed per training sample.</param>
public sealed record SpikeObservation(string Network, double TestAccuracy, double SpikesPerNeuron, double BitsPerSample);

/// <summary>Surrogate gradients with one number of membrane samples.</summary>
/// <param name="SamplesPerNeuron">Membrane samples per neuron and training sample.</param>
/// <param name="TestAccuracy">Mean over seeds of the last epochs.</param>
/// <param name="BitsPerSample">Bits observed per training sample.</param>
public sealed record MembraneObservation(int SamplesPerNeuron, double TestAccuracy, double BitsPerSample);

/// <summary>An EventProp network and the surrogate network of equal accuracy that needs the fewest bits.</summary>
/// <param name="EventProp">The one.</param>
/// <param name="Surrogate">The other.</param>
/// <param name="Ratio">Bits of the surrogate over bits of EventProp.</param>
public sealed record ObservationPair(SpikeObservation EventProp, MembraneObservation Surrogate, double Ratio);

/// <summary>All rows.</summary>
public sealed record ObservationResult(
    IReadOnlyList<SpikeObservation> EventProp, IReadOnlyList<MembraneObservation> Surrogate, IReadOnlyList<ObservationPair> Pairs);

/// <summary>
/// How many bits the two ways of learning have to observe per training sample, over the sparsity of the one and the sampling rate of the
/// other. "Equal accuracy" is: at least the EventProp network's accuracy, or the best that the surrogate reaches, minus
/// <see cref="AccuracyTolerance"/>.
/// </summary>
public sealed class ObservationComparison(int epochs, int hidden, IReadOnlyList<ulong> seeds, int threads, string dataFolder)
{
    /// <summary>Accuracies closer than this count as equal: the spread over seeds.</summary>
    public const double AccuracyTolerance = 0.005;

    /// <summary>
    /// Networks by name: engine and its options. Lower initial weights leave more hidden neurons silent; larger output weights make up for
    /// it; many spikes come from neurons that reset.
    /// </summary>
    private static readonly (string Name, string Engine, Dictionary<string, string> Options)[] Networks =
    [
        ("many spikes (reset)", "event-driven", new() { ["many-spikes"] = "1" }),
        ("one spike", "float", []),
        ("one spike, weights 1.5", "float", new() { ["hidden-weight-mean"] = "1.5" }),
        ("one spike, weights 0.75", "float", new() { ["hidden-weight-mean"] = "0.75", ["output-weight-mean"] = "0.75" }),
        ("one spike, weights 0.5", "float", new() { ["hidden-weight-mean"] = "0.5", ["output-weight-mean"] = "1" }),
    ];

    private static readonly int[] SampleCounts = [38, 24, 16, 12, 8, 6];

    /// <summary>Rates that the validation samples chose for each way.</summary>
    private static readonly TrainingSettings EventPropSettings = new() { LearningRateDecay = 0.97 };
    private static readonly TrainingSettings SurrogateSettings = new() { LearningRate = 5e-3, LearningRateDecay = 0.97, BatchSize = 50 };

    /// <summary>Trains everything; <paramref name="progress"/> gets the name of what begins.</summary>
    public ObservationResult Run(Action<string> progress)
    {
        var eventProp = Networks.Select(network => EventProp(network.Name, network.Engine, network.Options, progress)).ToArray();
        var surrogate = SampleCounts.Select(samples => Surrogate(samples, progress)).ToArray();
        return new ObservationResult(eventProp, surrogate, [.. eventProp.Select(row => Pair(row, surrogate))]);
    }

    /// <summary>The cheapest surrogate of equal accuracy.</summary>
    public static ObservationPair Pair(SpikeObservation eventProp, IReadOnlyList<MembraneObservation> surrogates)
    {
        var bar = Math.Min(eventProp.TestAccuracy, surrogates.Max(row => row.TestAccuracy)) - AccuracyTolerance;
        var partner = surrogates.Where(row => row.TestAccuracy >= bar).MinBy(row => row.BitsPerSample)!;
        return new ObservationPair(eventProp, partner, partner.BitsPerSample / eventProp.BitsPerSample);
    }

    private SpikeObservation EventProp(string name, string engine, Dictionary<string, string> options, Action<string> progress)
    {
        progress(name);
        var result = Train(engine, options, EventPropSettings);
        return new SpikeObservation(
            name, result.TestAccuracy, result.SpikesPerSample / (hidden + YinYang.Classes), ObservationCosts.OfSpikes(result.SpikesPerSample));
    }

    private MembraneObservation Surrogate(int samples, Action<string> progress)
    {
        progress($"surrogate, {samples} samples");
        var result = Train("surrogate", new() { ["samples"] = $"{samples}" }, SurrogateSettings);
        return new MembraneObservation(samples, result.TestAccuracy, ObservationCosts.OfMembranes(hidden + YinYang.Classes, samples));
    }

    private TrainingResult Train(string engine, Dictionary<string, string> options, TrainingSettings settings)
    {
        var request = new TrainingRequest
        {
            Engine = engine, EngineOptions = options, Settings = settings, Epochs = epochs, Hidden = hidden, DataFolder = dataFolder,
        };
        return new TrainingExperiment(request, seeds).Run(threads, static (_, _, _) => { });
    }
}
