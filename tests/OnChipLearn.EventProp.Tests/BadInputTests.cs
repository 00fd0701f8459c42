using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.EventProp.Tests;

/// <summary>Bad input gives one exception that names the place, the field, the value and what was expected.</summary>
public sealed class BadInputTests
{
    private static readonly NeuronParameters Neuron = new(2, 1);

    [Theory]
    [InlineData("membrane time", double.NaN, 1, 1, 0, 0)]
    [InlineData("membrane time", 0, 1, 1, 0, 0)]
    [InlineData("synaptic time", 2, double.PositiveInfinity, 1, 0, 0)]
    [InlineData("threshold", 2, 1, double.NaN, 0, 0)]
    [InlineData("threshold", 2, 1, -1, 0, 0)]
    [InlineData("reset", 2, 1, 1, double.NaN, 0)]
    [InlineData("refractory time", 2, 1, 1, 0, -1)]
    public void NeuronParameters(string field, double membrane, double synaptic, double threshold, double reset, double refractory) =>
        Names(field, () => new Network(1, [new NeuronParameters(membrane, synaptic, threshold, 0, reset, refractory)], []));

    [Fact]
    public void Networks()
    {
        Names("neurons", () => new Network(1, [], []));
        Names("inputs", () => new Network(0, [Neuron], []));
        Names("layer size", () => LayeredNetwork.Create(2, (0, Neuron)));
        Names("source", () => new Network(1, [Neuron], [new Synapse(2, 0, 1)]));
        Names("target", () => new Network(1, [Neuron], [new Synapse(0, 1, 1)]));
        Names("weight", () => new Network(1, [Neuron], [new Synapse(0, 0, double.NaN)]));
        Names("delay", () => new Network(1, [Neuron], [new Synapse(0, 0, 1, -1)]));
    }

    [Fact]
    public void SpikeLists()
    {
        var network = new Network(2, [Neuron], [new Synapse(0, 0, 1)]);
        var simulation = new EventDrivenSimulation(network);
        Names("order", () => simulation.Run([new Spike(0, 1), new Spike(1, 0.5)], 2, new Trace()));
        Names("channel", () => simulation.Run([new Spike(2, 1)], 2, new Trace()));
        Names("time", () => simulation.Run([new Spike(0, double.NaN)], 2, new Trace()));
        Names("horizon", () => simulation.Run([], double.NaN, new Trace()));
        Names("order", () => new RecordedReplay(network).Run([], [new Spike(0, 1), new Spike(0, 0.5)], 2, new Trace()));
    }

    [Fact]
    public void RunawayActivity()
    {
        var network = new Network(1, [new NeuronParameters(2, 1, Threshold: 1, Leak: 100)], []);
        Names("number of spikes", () => new EventDrivenSimulation(network) { MaximumSpikes = 100 }.Run([], 1000, new Trace()));
    }

    [Fact]
    public void Labels()
    {
        var learning = new FirstSpikeLearning(new FirstSpikeSettings { Hidden = 4 }, 0);
        Names("label", () => learning.Infer([0, 0, 0, 0, 0], 3));
        Names("label", () => new OutputNeurons(0, 3).RequireLabel(-1));
    }

    [Fact]
    public void Samples()
    {
        var learning = new FirstSpikeLearning(new FirstSpikeSettings { Hidden = 4 }, 0);
        Names("number of input times", () => learning.Infer([0, 0], 0));
        Names("time", () => learning.Infer([0, 0, double.NaN, 0, 0], 0));
        Names("number of times", () => new SampleSet(5, new double[9], [0, 1]));
    }

    [Fact]
    public void Recordings()
    {
        var recording = new SpikeRecording();
        recording.Add(3, 0.5);
        Names("channel", () => recording.FirstTimes(new double[3]));
        recording.Clear();
        recording.Add(0, double.NaN);
        Names("time", () => recording.FirstTimes(new double[3]));
    }

    [Fact]
    public void ArrayFiles()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, [1, 2, 3]);
            Names("header", () => NumpyArray.ReadDoubles(file, 2));
            File.Copy(Path.Combine(Fixtures.YinYang, "test_labels.npy"), file, overwrite: true);
            Names("descr '<f8'", () => NumpyArray.ReadDoubles(file, 2));
            Names("dimension", () => NumpyArray.ReadIntegers(file, 2));
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^8]);
            Names("shape", () => NumpyArray.ReadIntegers(file, 1));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Names(string field, Action action) =>
        Assert.Contains(field, Assert.Throws<EventPropInputException>(action).Message);
}
