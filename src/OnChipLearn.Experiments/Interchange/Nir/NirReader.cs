using PureHDF;

namespace OnChipLearn.Experiments.Interchange.Nir;

/// <summary>Reads NIR files of feed-forward and recurrent networks of current-based LIF neurons, in float32 or float64.</summary>
public static class NirReader
{
    /// <summary>The graph of a file.</summary>
    public static NirGraph Read(string path)
    {
        try
        {
            using var file = H5File.OpenRead(path);
            var graph = file.Group("node");
            Require(path, "type", Text(graph, "type"), "NIRGraph");
            var nodes = new Dictionary<string, NirNode>();
            foreach (var child in graph.Group("nodes").Children().OfType<IH5Group>())
            {
                nodes[child.Name] = Node(path, child);
            }

            var edges = graph.Dataset("edges").Read<string[,]>();
            return new NirGraph(nodes, [.. Enumerable.Range(0, edges.GetLength(0)).Select(i => (edges[i, 0], edges[i, 1]))]);
        }
        catch (Exception exception) when (exception is not (ExperimentInputException or IOException))
        {
            // The HDF5 library reports damage and missing objects with many types.
            throw new ExperimentInputException(path, "content", exception.Message, "a NIR file (HDF5)");
        }
    }

    private static NirNode Node(string path, IH5Group group)
    {
        var type = Text(group, "type");
        return type switch
        {
            "Input" => new NirInput(Size(path, group)),
            "Output" => new NirOutput(Size(path, group)),
            "Linear" => new NirLinear(Matrix(path, group)),
            "Affine" when Numbers(path, group, "bias").All(bias => bias == 0) => new NirLinear(Matrix(path, group)),
            "Affine" => throw new ExperimentInputException(path, $"bias of node {group.Name}", "not zero", "0: these neurons have no bias current"),
            "Delay" => new NirDelay(Numbers(path, group, "delay")),
            "CubaLIF" or "CubaLI" => Neurons(path, group, spikes: type == "CubaLIF"),
            _ => throw new ExperimentInputException(
                path, $"type of node {group.Name}", type, "Input, Output, Linear, Affine, Delay, CubaLIF or CubaLI"),
        };
    }

    private static NirNeurons Neurons(string path, IH5Group group, bool spikes)
    {
        var leak = Numbers(path, group, "v_leak");
        double[] Array(string name) => SameSize(path, group, name, Numbers(path, group, name), leak.Length);
        var refractory = group.LinkExists("metadata") && group.Group("metadata").LinkExists("refractory")
            ? SameSize(path, group, "refractory", Numbers(path, group.Group("metadata"), "refractory"), leak.Length)
            : new double[leak.Length];
        return new NirNeurons(
            Array("tau_syn"), Array("tau_mem"), Array("r"), leak, Array("w_in"), spikes ? Array("v_threshold") : null,
            !spikes ? null : group.LinkExists("v_reset") ? Array("v_reset") : new double[leak.Length], refractory);
    }

    private static double[] SameSize(string path, IH5Group group, string name, double[] values, int size) => values.Length switch
    {
        _ when values.Length == size => values,
        1 => [.. Enumerable.Repeat(values[0], size)],
        _ => throw new ExperimentInputException(path, $"size of {name} of node {group.Name}", values.Length, $"{size}, one per neuron"),
    };

    private static int Size(string path, IH5Group group)
    {
        var shape = group.Dataset("shape").Read<long[]>();
        return shape.Length == 1 && shape[0] is > 0 and <= int.MaxValue
            ? (int)shape[0]
            : throw new ExperimentInputException(path, $"shape of node {group.Name}", $"({string.Join(", ", shape)})", "one positive number");
    }

    private static double[,] Matrix(string path, IH5Group group)
    {
        var dataset = group.Dataset("weight");
        if (dataset.Space.Rank != 2)
        {
            throw new ExperimentInputException(path, $"rank of weight of node {group.Name}", dataset.Space.Rank, "2");
        }

        var flat = Numbers(path, group, "weight");
        var matrix = new double[(int)dataset.Space.Dimensions[0], (int)dataset.Space.Dimensions[1]];
        Buffer.BlockCopy(flat, 0, matrix, 0, sizeof(double) * flat.Length);
        return matrix;
    }

    private static double[] Numbers(string path, IH5Group group, string name)
    {
        var dataset = group.Dataset(name);
        var count = dataset.Space.Dimensions.Aggregate(1UL, (product, size) => product * size);
        var scalar = dataset.Space.Rank == 0;
        return (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, 8) => scalar ? [dataset.Read<double>()] : Flat<double>(dataset, count),
            (H5DataTypeClass.FloatingPoint, 4) => scalar ? [dataset.Read<float>()] : [.. Flat<float>(dataset, count).Select(value => (double)value)],
            _ => throw new ExperimentInputException(path, $"type of {name} of node {group.Name}", dataset.Type.Class, "float32 or float64"),
        };
    }

    private static T[] Flat<T>(IH5Dataset dataset, ulong count)
        where T : struct => dataset.Read<T[]>(memoryDims: [count]);

    private static string Text(IH5Group group, string name) => group.Dataset(name).Read<string>();

    private static void Require(string path, string field, string value, string expected)
    {
        if (value != expected)
        {
            throw new ExperimentInputException(path, field, value, expected);
        }
    }
}
