using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Networks;

/// <summary>
/// Inputs, one hidden layer whose first neurons send to the whole layer (themselves included), outputs. Weights are the blocks [input][hidden],
/// [recurrent neuron][hidden], [hidden][output]; hidden neurons are numbered first.
/// </summary>
public static class RecurrentNetwork
{
    /// <summary>All weights zero; <paramref name="recurrent"/> hidden neurons have recurrent synapses.</summary>
    public static Network Create(int inputs, (int Size, NeuronParameters Neuron) hidden, int recurrent, (int Size, NeuronParameters Neuron) outputs)
    {
        if (recurrent < 0 || recurrent > hidden.Size)
        {
            throw new EventPropInputException("network", "recurrent neurons", recurrent, $"0 to {hidden.Size}, the size of the hidden layer");
        }

        var synapses = new List<Synapse>();
        Connect(synapses, 0, inputs, 0, hidden.Size);
        Connect(synapses, inputs, recurrent, 0, hidden.Size);
        Connect(synapses, inputs, hidden.Size, hidden.Size, outputs.Size);
        return new Network(
            inputs, [.. Enumerable.Repeat(hidden.Neuron, hidden.Size), .. Enumerable.Repeat(outputs.Neuron, outputs.Size)], synapses);
    }

    private static void Connect(List<Synapse> synapses, int firstSource, int sources, int firstTarget, int targets)
    {
        for (var source = firstSource; source < firstSource + sources; source++)
        {
            for (var target = firstTarget; target < firstTarget + targets; target++)
            {
                synapses.Add(new Synapse(source, target, 0));
            }
        }
    }
}
