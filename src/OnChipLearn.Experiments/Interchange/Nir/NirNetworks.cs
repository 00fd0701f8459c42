using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.Experiments.Interchange.Nir;

/// <summary>A block of neurons that becomes one NIR node.</summary>
public sealed record Population(string Name, int First, int Count);

/// <summary>
/// Between <see cref="Network"/> and NIR. Here a spike adds its weight w to the current; in NIR it adds w_in w/tau_syn and the membrane
/// sees r I. Written files have w_in = tau_syn and r = 1, so that the weights are the same numbers; read weights are multiplied by
/// r w_in/tau_syn of their target. Synapses that the network lacks are written as weight 0.
/// </summary>
public static class NirNetworks
{
    private const string InputName = "input";
    private const string OutputName = "output";

    /// <summary>
    /// The graph of a network. <paramref name="secondsPerUnit"/> is the network's unit of time; the last population is the output. Delays
    /// may depend on the source only: NIR has no delay per synapse.
    /// </summary>
    public static NirGraph ToGraph(Network network, IReadOnlyList<Population> populations, double secondsPerUnit)
    {
        if (populations.Sum(population => population.Count) != network.Neurons)
        {
            throw new ExperimentInputException("NIR export", "neurons in populations", populations.Sum(population => population.Count), $"{network.Neurons}");
        }

        var nodes = new Dictionary<string, NirNode> { [InputName] = new NirInput(network.Inputs) };
        var edges = new List<(string, string)>();
        foreach (var population in populations)
        {
            nodes[population.Name] = Neurons(network.Parameters.Slice(population.First, population.Count), secondsPerUnit);
        }

        var sources = populations.Select(population => population with { First = network.Inputs + population.First })
            .Prepend(new Population(InputName, 0, network.Inputs)).ToArray();
        foreach (var source in sources)
        {
            foreach (var target in populations)
            {
                AddProjection(network, source, target, secondsPerUnit, nodes, edges);
            }
        }

        nodes[OutputName] = new NirOutput(populations[^1].Count);
        edges.Add((populations[^1].Name, OutputName));
        return new NirGraph(nodes, edges);
    }

    /// <summary>The network of a graph; populations are numbered in the order in which spikes reach them from the input.</summary>
    public static (Network Network, IReadOnlyList<Population> Populations) ToNetwork(NirGraph graph, double secondsPerUnit)
    {
        var inputs = graph.Nodes.Where(node => node.Value is NirInput).ToArray();
        if (inputs.Length != 1)
        {
            throw new ExperimentInputException("NIR graph", "number of inputs", inputs.Length, "1");
        }

        var size = ((NirInput)inputs[0].Value).Size;
        var projections = NirProjection.Find(graph);
        var order = Order(inputs[0].Key, projections);
        var populations = new List<Population>();
        var neurons = new List<NeuronParameters>();
        foreach (var name in order)
        {
            var node = (NirNeurons)graph.Nodes[name];
            populations.Add(new Population(name, neurons.Count, node.Leak.Length));
            neurons.AddRange(Parameters(node, secondsPerUnit));
        }

        var first = populations.ToDictionary(population => population.Name, population => population.First);
        var synapses = new List<Synapse>();
        foreach (var projection in projections.OrderBy(p => order.IndexOf(p.Source)).ThenBy(p => order.IndexOf(p.Target)))
        {
            var source = projection.Source == inputs[0].Key ? 0 : size + first[projection.Source];
            AddSynapses(projection, (NirNeurons)graph.Nodes[projection.Target], source, first[projection.Target], secondsPerUnit, synapses);
        }

        return (new Network(size, neurons, synapses), populations);
    }

    private static NirNeurons Neurons(ReadOnlySpan<NeuronParameters> parameters, double secondsPerUnit)
    {
        var neurons = parameters.ToArray();
        double[] Array(Func<NeuronParameters, double> field) => [.. neurons.Select(field)];
        var spikes = neurons[0].Spikes;
        if (neurons.Any(neuron => neuron.Spikes != spikes))
        {
            throw new ExperimentInputException("NIR export", "population", "mixed", "neurons that all spike or all integrate");
        }

        var synaptic = Array(neuron => neuron.SynapticTime * secondsPerUnit);
        return new NirNeurons(
            synaptic, Array(neuron => neuron.MembraneTime * secondsPerUnit), Array(_ => 1), Array(neuron => neuron.Leak), [.. synaptic],
            spikes ? Array(neuron => neuron.Threshold) : null, spikes ? Array(neuron => neuron.Reset) : null,
            Array(neuron => neuron.Refractory * secondsPerUnit));
    }

    private static IEnumerable<NeuronParameters> Parameters(NirNeurons node, double secondsPerUnit)
    {
        for (var n = 0; n < node.Leak.Length; n++)
        {
            yield return new NeuronParameters(
                node.MembraneTime[n] / secondsPerUnit, node.SynapticTime[n] / secondsPerUnit, node.Threshold?[n] ?? double.PositiveInfinity,
                node.Leak[n], node.Reset?[n] ?? 0, node.Refractory[n] / secondsPerUnit);
        }
    }

    private static void AddProjection(
        Network network, Population source, Population target, double secondsPerUnit, Dictionary<string, NirNode> nodes, List<(string, string)> edges)
    {
        var weights = new double[target.Count, source.Count];
        var delays = new double[source.Count];
        var seen = new bool[source.Count];
        for (var s = 0; s < network.Weights.Length; s++)
        {
            var from = network.SynapseSources[s] - source.First;
            var to = network.SynapseTargets[s] - target.First;
            if ((uint)from >= (uint)source.Count || (uint)to >= (uint)target.Count)
            {
                continue;
            }

            var delay = network.Delays[s] * secondsPerUnit;
            if (seen[from] && delays[from] != delay)
            {
                throw new ExperimentInputException("NIR export", $"delay of synapse {s}", delay, $"{delays[from]}, as the other synapses of its source");
            }

            weights[to, from] += network.Weights[s];
            delays[from] = delay;
            seen[from] = true;
        }

        if (!seen.Contains(true))
        {
            return;
        }

        var weightName = $"{source.Name}_to_{target.Name}";
        nodes[weightName] = new NirLinear(weights);
        edges.Add((weightName, target.Name));
        if (delays.All(delay => delay == 0))
        {
            edges.Add((source.Name, weightName));
            return;
        }

        var delayName = weightName + "_delay";
        nodes[delayName] = new NirDelay(delays);
        edges.Add((source.Name, delayName));
        edges.Add((delayName, weightName));
    }

    private static void AddSynapses(
        NirProjection projection, NirNeurons targets, int firstSource, int firstTarget, double secondsPerUnit, List<Synapse> synapses)
    {
        var weights = projection.Weight;
        if (weights.GetLength(0) != targets.Leak.Length)
        {
            throw new ExperimentInputException($"node {projection.Name}", "rows of weight", weights.GetLength(0), $"{targets.Leak.Length}");
        }

        for (var from = 0; from < weights.GetLength(1); from++)
        {
            for (var to = 0; to < weights.GetLength(0); to++)
            {
                var scale = targets.Resistance[to] * (targets.InputWeight[to] / targets.SynapticTime[to]);
                synapses.Add(new Synapse(firstSource + from, firstTarget + to, weights[to, from] * scale, projection.Delay[from] / secondsPerUnit));
            }
        }
    }

    /// <summary>The input, then populations by the number of projections that a spike takes to them.</summary>
    private static List<string> Order(string input, IReadOnlyList<NirProjection> projections)
    {
        var order = new List<string> { input };
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var projection in projections)
            {
                if (projection.Source == order[i] && !order.Contains(projection.Target))
                {
                    order.Add(projection.Target);
                }
            }
        }

        order.RemoveAt(0);
        return order;
    }
}
