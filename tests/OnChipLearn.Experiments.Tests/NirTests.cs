using System.ComponentModel;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;
using OnChipLearn.Experiments.Interchange.Nir;
using Process = System.Diagnostics.Process;
using ProcessStartInfo = System.Diagnostics.ProcessStartInfo;

namespace OnChipLearn.Experiments.Tests;

/// <summary>NIR files: what is written is read back identical, and has the structure of the format.</summary>
public sealed class NirTests : IDisposable
{
    private const double SecondsPerUnit = 6e-6;

    private readonly string _folder = Directory.CreateTempSubdirectory("onchiplearn-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void WrittenNetworkIsReadBackIdentical(bool recurrent, bool delayed)
    {
        var (network, populations) = Draw(recurrent, delayed);
        var file = Path.Combine(_folder, "network.nir");
        NirWriter.Write(NirNetworks.ToGraph(network, populations, SecondsPerUnit), file);
        var (read, readPopulations) = NirNetworks.ToNetwork(NirReader.Read(file), SecondsPerUnit);

        Assert.Equal(populations, readPopulations);
        Assert.Equal(network.Inputs, read.Inputs);
        Assert.Equal(network.Weights, read.Weights);
        Assert.Equal(network.SynapseSources, read.SynapseSources);
        Assert.Equal(network.SynapseTargets, read.SynapseTargets);
        for (var s = 0; s < network.Delays.Length; s++)
        {
            Assert.Equal(network.Delays[s], read.Delays[s], 1e-15);
        }

        for (var n = 0; n < network.Neurons; n++)
        {
            Assert.Equal(network.Parameters[n].MembraneTime, read.Parameters[n].MembraneTime, 1e-15);
            Assert.Equal(network.Parameters[n] with { MembraneTime = 1, SynapticTime = 1 }, read.Parameters[n] with { MembraneTime = 1, SynapticTime = 1 });
        }

        var again = Path.Combine(_folder, "again.nir");
        NirWriter.Write(NirReader.Read(file), again);
        AssertSameGraph(NirReader.Read(file), NirReader.Read(again));
    }

    [Fact]
    public void FileHasTheStructureOfTheFormat()
    {
        var (network, populations) = Draw(recurrent: true, delayed: true);
        var file = Path.Combine(_folder, "network.nir");
        NirWriter.Write(NirNetworks.ToGraph(network, populations, SecondsPerUnit), file);

        var listing = Dump("-n", "1", file);
        string[] expected =
        [
            "dataset    /version", "dataset    /node/type", "dataset    /node/edges", "dataset    /node/nodes/input/shape",
            "dataset    /node/nodes/hidden/tau_syn", "dataset    /node/nodes/hidden/tau_mem", "dataset    /node/nodes/hidden/r",
            "dataset    /node/nodes/hidden/v_leak", "dataset    /node/nodes/hidden/v_threshold", "dataset    /node/nodes/hidden/v_reset",
            "dataset    /node/nodes/hidden/w_in", "dataset    /node/nodes/input_to_hidden/weight", "dataset    /node/nodes/hidden_to_hidden/weight",
            "dataset    /node/nodes/input_to_hidden_delay/delay", "dataset    /node/nodes/output/shape",
        ];
        Assert.All(expected, line => Assert.Contains(line, listing));
        Assert.DoesNotContain("->", listing);
        Assert.Contains("\"CubaLIF\"", Dump("-d", "/node/nodes/hidden/type", file));
        Assert.Contains("\"NIRGraph\"", Dump("-d", "/node/type", file));
        Assert.Contains("( 7, 5 )", Dump("-H", "-d", "/node/nodes/input_to_hidden/weight", file));
        var edges = Dump("-d", "/node/edges", file);
        Assert.Contains("STRSIZE H5T_VARIABLE", edges);
        Assert.Contains("\"input_to_hidden\", \"hidden\"", edges);
    }

    [Fact]
    public void FilesThatAreNotNirGiveAClearError()
    {
        var file = Path.Combine(_folder, "text.nir");
        File.WriteAllText(file, "no HDF5 in here, but enough bytes to look for a signature");
        var exception = Assert.Throws<ExperimentInputException>(() => NirReader.Read(file));
        Assert.Contains(file, exception.Message);
    }

    [Fact]
    public void WrongShapesGiveAClearError()
    {
        var (network, populations) = Draw(recurrent: false, delayed: false);
        var graph = NirNetworks.ToGraph(network, populations, SecondsPerUnit);
        var nodes = new Dictionary<string, NirNode>(graph.Nodes) { ["input_to_hidden"] = new NirLinear(new double[7, 4]) };
        Assert.Contains("columns of weight", Assert.Throws<ExperimentInputException>(
            () => NirNetworks.ToNetwork(graph with { Nodes = nodes }, SecondsPerUnit)).Message);
        Assert.Contains("edge to node", Assert.Throws<ExperimentInputException>(
            () => NirNetworks.ToNetwork(graph with { Edges = [("input", "nowhere")] }, SecondsPerUnit)).Message);
    }

    private static (Network Network, Population[] Populations) Draw(bool recurrent, bool delayed)
    {
        const int Inputs = 5, Hidden = 7, Outputs = 3;
        var random = new SeededRandom(8);
        var hidden = new NeuronParameters(2, 1, 1, 0.125, -0.25, 0.5);
        NeuronParameters[] neurons = [.. Enumerable.Repeat(hidden, Hidden), .. Enumerable.Repeat(NeuronParameters.Integrator(2, 1), Outputs)];
        double[] delays = [.. Enumerable.Range(0, Inputs + Hidden).Select(_ => delayed ? random.Uniform(0.1, 1) : 0)];
        var synapses = new List<Synapse>();
        void Connect(int source, int sources, int target, int targets)
        {
            for (var from = source; from < source + sources; from++)
            {
                for (var to = target; to < target + targets; to++)
                {
                    synapses.Add(new Synapse(from, to, random.Normal(), delays[from]));
                }
            }
        }

        Connect(0, Inputs, 0, Hidden);
        if (recurrent)
        {
            Connect(Inputs, Hidden, 0, Hidden);
        }

        Connect(Inputs, Hidden, Hidden, Outputs);
        return (new Network(Inputs, neurons, synapses), [new Population("hidden", 0, Hidden), new Population("readout", Hidden, Outputs)]);
    }

    private static void AssertSameGraph(NirGraph expected, NirGraph actual)
    {
        Assert.Equal(expected.Edges, actual.Edges);
        Assert.Equal(expected.Nodes.Keys.Order(), actual.Nodes.Keys.Order());
        foreach (var (name, node) in expected.Nodes)
        {
            Assert.Equivalent(node, actual.Nodes[name], strict: true);
        }
    }

    private static string Dump(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("h5dump", arguments) { RedirectStandardOutput = true })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return text;
        }
        catch (Win32Exception)
        {
            Assert.Skip("h5dump (Debian: hdf5-tools) is not installed");
            throw;
        }
    }
}
