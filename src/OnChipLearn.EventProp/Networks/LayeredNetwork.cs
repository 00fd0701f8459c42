using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Networks;

/// <summary>
/// Builds fully connected feed-forward networks. Weights of layer l are a block [presynaptic][postsynaptic] of
/// <see cref="Network.Weights"/>, the layers one after another; neurons are numbered layer by layer.
/// </summary>
public static class LayeredNetwork
{
    /// <summary>All weights zero. <paramref name="layers"/> gives the size and the neuron of each layer after the inputs.</summary>
    public static Network Create(int inputs, params ReadOnlySpan<(int Size, NeuronParameters Neuron)> layers)
    {
        var neurons = new List<NeuronParameters>();
        var synapses = new List<Synapse>();
        var firstSource = 0;
        var sources = inputs;
        foreach (var (size, neuron) in layers)
        {
            if (size < 1)
            {
                throw new EventPropInputException("network", "layer size", size, "at least 1");
            }

            var firstTarget = neurons.Count;
            for (var source = firstSource; source < firstSource + sources; source++)
            {
                for (var n = 0; n < size; n++)
                {
                    synapses.Add(new Synapse(source, firstTarget + n, 0));
                }
            }

            neurons.AddRange(Enumerable.Repeat(neuron, size));
            firstSource = inputs + firstTarget;
            sources = size;
        }

        return new Network(inputs, neurons, synapses);
    }
}
