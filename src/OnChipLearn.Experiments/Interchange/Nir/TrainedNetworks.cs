using System.Text.Json;
using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Interchange.Nir;

/// <summary>Networks of run folders whose checkpoints hold weights in the layout of <see cref="FirstSpikeShape"/>.</summary>
public static class TrainedNetworks
{
    /// <summary>The network of one seed (time in tau_s) and its populations.</summary>
    public static (Network Network, IReadOnlyList<Population> Populations) Read(string folder, ulong seed)
    {
        var weights = TrainingRunFolder.ReadWeights(folder, seed);
        var hidden = Hidden(Path.Combine(folder, "manifest.json"));
        var shape = new FirstSpikeShape(YinYang.Channels, hidden, YinYang.Classes);
        var network = new EventDrivenLearning(new FirstSpikeSettings { Hidden = hidden }, NeuronParameters.SingleSpike, seed);
        if (weights.Length != shape.WeightCount)
        {
            throw new ExperimentInputException(folder, "number of weights", weights.Length, $"{shape.WeightCount}, from an engine with first-spike coding");
        }

        var positions = network.PositionsIn(shape);
        for (var s = 0; s < positions.Length; s++)
        {
            network.Weights[s] = weights[positions[s]];
        }

        return (network.Network, [new Population("hidden", 0, hidden), new Population("label", hidden, YinYang.Classes)]);
    }

    private static int Hidden(string manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(manifest));
            return json.RootElement.GetProperty("request").GetProperty("hidden").GetInt32();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ExperimentInputException(manifest, "request.hidden", exception.Message, "the manifest of a training run");
        }
    }
}
