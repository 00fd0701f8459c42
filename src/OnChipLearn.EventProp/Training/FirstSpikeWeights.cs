using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Randomness;

namespace OnChipLearn.EventProp.Training;

/// <summary>Initial weights, the same for every engine of one seed and shape.</summary>
internal static class FirstSpikeWeights
{
    public static double[] Draw(FirstSpikeShape shape, FirstSpikeSettings settings, ulong seed)
    {
        settings.Validate();
        var random = new SeededRandom(seed);
        var weights = new double[shape.WeightCount];
        for (var input = 0; input < shape.Inputs; input++)
        {
            for (var hidden = 0; hidden < shape.Hidden; hidden++)
            {
                weights[shape.HiddenWeight(input, hidden)] = settings.HiddenWeightMean + (settings.HiddenWeightDeviation * random.Normal());
            }
        }

        for (var output = 0; output < shape.Outputs; output++)
        {
            for (var hidden = 0; hidden < shape.Hidden; hidden++)
            {
                weights[shape.OutputWeight(output, hidden)] = settings.OutputWeightMean + (settings.OutputWeightDeviation * random.Normal());
            }
        }

        return weights;
    }

    /// <summary>Adds to all weights into one neuron (hidden first, then outputs).</summary>
    public static void RaiseInputs(FirstSpikeShape shape, Span<double> weights, int neuron, double amount)
    {
        if (neuron < shape.Hidden)
        {
            for (var input = 0; input < shape.Inputs; input++)
            {
                weights[shape.HiddenWeight(input, neuron)] += amount;
            }
        }
        else
        {
            foreach (ref var weight in weights.Slice(shape.OutputWeight(neuron - shape.Hidden, 0), shape.Hidden))
            {
                weight += amount;
            }
        }
    }
}
