using PureHDF;

namespace OnChipLearn.Experiments.Interchange.Nir;

/// <summary>
/// Writes NIR files (neuromorphs.github.io/NIR): HDF5 with <c>/version</c> and <c>/node</c>, the graph, whose group holds <c>type</c>,
/// <c>edges</c> and one group per node under <c>nodes</c>.
/// </summary>
public static class NirWriter
{
    /// <summary>Version of the format that is written.</summary>
    public const string Version = "1.0";

    /// <summary>Writes or replaces a file.</summary>
    public static void Write(NirGraph graph, string path)
    {
        var nodes = new H5Group();
        foreach (var (name, node) in graph.Nodes)
        {
            nodes[name] = Group(node);
        }

        var edges = new string[graph.Edges.Count, 2];
        for (var i = 0; i < graph.Edges.Count; i++)
        {
            (edges[i, 0], edges[i, 1]) = graph.Edges[i];
        }

        var file = new H5File
        {
            ["version"] = Version,
            ["node"] = new H5Group { ["type"] = Own("NIRGraph"), ["edges"] = edges, ["nodes"] = nodes },
        };
        file.Write(path);
    }

    private static H5Group Group(NirNode node) => node switch
    {
        NirInput input => new H5Group { ["type"] = Own("Input"), ["shape"] = new long[] { input.Size } },
        NirOutput output => new H5Group { ["type"] = Own("Output"), ["shape"] = new long[] { output.Size } },
        NirLinear linear => new H5Group { ["type"] = Own("Linear"), ["weight"] = linear.Weight },
        NirDelay delay => new H5Group { ["type"] = Own("Delay"), ["delay"] = delay.Delay },
        NirNeurons neurons => Group(neurons),
        _ => throw new ExperimentInputException("NIR graph", "node type", node.GetType().Name, "a known node"),
    };

    private static H5Group Group(NirNeurons neurons)
    {
        var group = new H5Group
        {
            ["type"] = Own(neurons.Threshold is null ? "CubaLI" : "CubaLIF"),
            ["tau_syn"] = neurons.SynapticTime,
            ["tau_mem"] = neurons.MembraneTime,
            ["r"] = neurons.Resistance,
            ["v_leak"] = neurons.Leak,
            ["w_in"] = neurons.InputWeight,
            ["metadata"] = new H5Group { ["refractory"] = neurons.Refractory },
        };
        if (neurons.Threshold is not null)
        {
            group["v_threshold"] = neurons.Threshold;
            group["v_reset"] = neurons.Reset!;
        }

        return group;
    }

    /// <summary>The library writes one object for equal references: a string of its own keeps every node's type a dataset of its own.</summary>
    private static string Own(string text) => new(text.AsSpan());
}
