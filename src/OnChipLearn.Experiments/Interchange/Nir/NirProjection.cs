namespace OnChipLearn.Experiments.Interchange.Nir;

/// <summary>A path of the graph from a population (or the input) over an optional delay and a weight matrix to a population.</summary>
/// <param name="Name">Name of the weight node.</param>
/// <param name="Source">Name of the input or the population that sends.</param>
/// <param name="Target">Name of the population that receives.</param>
/// <param name="Weight">[target, source].</param>
/// <param name="Delay">[source], seconds.</param>
internal sealed record NirProjection(string Name, string Source, string Target, double[,] Weight, double[] Delay)
{
    /// <summary>All projections of a graph.</summary>
    public static IReadOnlyList<NirProjection> Find(NirGraph graph)
    {
        foreach (var (from, to) in graph.Edges)
        {
            RequireNode(graph, from);
            RequireNode(graph, to);
        }

        var projections = new List<NirProjection>();
        foreach (var (name, node) in graph.Nodes)
        {
            if (node is not NirLinear linear)
            {
                continue;
            }

            foreach (var (from, _) in graph.Edges.Where(edge => edge.To == name))
            {
                foreach (var (_, to) in graph.Edges.Where(edge => edge.From == name))
                {
                    projections.Add(Make(graph, name, linear.Weight, from, to));
                }
            }
        }

        return projections;
    }

    private static NirProjection Make(NirGraph graph, string name, double[,] weight, string from, string to)
    {
        var delay = new double[weight.GetLength(1)];
        if (graph.Nodes[from] is NirDelay node)
        {
            delay = node.Delay;
            var before = graph.Edges.Where(edge => edge.To == from).Select(edge => edge.From).ToArray();
            from = before.Length == 1 ? before[0] : throw new ExperimentInputException($"node {from}", "incoming edges", before.Length, "1");
        }

        var size = graph.Nodes[from] switch
        {
            NirInput input => input.Size,
            NirNeurons neurons => neurons.Leak.Length,
            _ => throw new ExperimentInputException($"node {name}", "source", from, "the input or neurons"),
        };
        if (size != weight.GetLength(1) || delay.Length != size)
        {
            throw new ExperimentInputException($"node {name}", "columns of weight", weight.GetLength(1), $"{size}, the size of {from}");
        }

        return graph.Nodes[to] is NirNeurons
            ? new NirProjection(name, from, to, weight, delay)
            : throw new ExperimentInputException($"node {name}", "target", to, "neurons");
    }

    private static void RequireNode(NirGraph graph, string name)
    {
        if (!graph.Nodes.ContainsKey(name))
        {
            throw new ExperimentInputException("NIR graph", "edge to node", name, string.Join(", ", graph.Nodes.Keys));
        }
    }
}
