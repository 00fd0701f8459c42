using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;
using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.EventProp.Training;

/// <summary>Learning with the general event-driven code: one hidden layer, one or many spikes per hidden neuron, any time constants.</summary>
public sealed class EventDrivenLearning : ILearningEngine
{
    private readonly Network _network;
    private readonly FirstSpikeSettings _settings;
    private readonly EventDrivenSimulation _simulation;
    private readonly AdjointPass _adjoint;
    private readonly ILoss _loss;
    private readonly int _outputs;
    private readonly Trace _trace = new();
    private readonly LossGradient _lossGradient = new();
    private readonly NetworkGradient _gradient;
    private readonly Spike[] _inputs;
    private readonly int[] _spikes;

    /// <param name="settings">Sizes, targets, initial weights.</param>
    /// <param name="hidden">The hidden neurons; outputs spike once.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output neurons.</param>
    public EventDrivenLearning(
        FirstSpikeSettings settings, NeuronParameters hidden, ulong seed, int inputs = YinYang.Channels, int outputs = YinYang.Classes)
    {
        settings.Validate();
        _settings = settings;
        _outputs = outputs;
        _network = LayeredNetwork.Create(inputs, (settings.Hidden, hidden), (outputs, hidden with { Refractory = double.PositiveInfinity }));
        var random = new SeededRandom(seed);
        for (var s = 0; s < _network.Weights.Length; s++)
        {
            _network.Weights[s] = _network.SynapseSources[s] < inputs
                ? settings.HiddenWeightMean + (settings.HiddenWeightDeviation * random.Normal())
                : settings.OutputWeightMean + (settings.OutputWeightDeviation * random.Normal());
        }

        _simulation = new EventDrivenSimulation(_network);
        _adjoint = new AdjointPass(_network);
        _loss = new SquaredSpikeTimeError(
            new OutputNeurons(settings.Hidden, outputs),
            settings.TargetOfLabel,
            settings.TargetOfOthers,
            hidden.MembraneTime,
            settings.Horizon,
            settings.OneSided);
        _gradient = new NetworkGradient(_network.Weights.Length, delays: false);
        _inputs = new Spike[inputs];
        _spikes = new int[_network.Neurons];
    }

    /// <summary>The network; its weights are <see cref="Weights"/>.</summary>
    public Network Network => _network;

    /// <summary>
    /// Position in the weights of the closed form (see <see cref="FirstSpike.FirstSpikeShape"/>) of each of <see cref="Weights"/>.
    /// </summary>
    public int[] PositionsIn(FirstSpike.FirstSpikeShape shape)
    {
        var positions = new int[_network.Weights.Length];
        for (var s = 0; s < positions.Length; s++)
        {
            var source = _network.SynapseSources[s];
            var target = _network.SynapseTargets[s];
            positions[s] = source < shape.Inputs
                ? shape.HiddenWeight(source, target)
                : shape.OutputWeight(target - shape.Hidden, source - shape.Inputs);
        }

        return positions;
    }

    public Span<double> Weights => _network.Weights;

    public int Neurons => _network.Neurons;

    public ReadOnlySpan<int> SpikeCounts => _spikes;

    public void WeightsChanged()
    {
        foreach (var weight in _network.Weights)
        {
            EventPropInputException.RequireFinite("network", "weight", weight);
        }
    }

    public void ClearSpikeCounts() => Array.Clear(_spikes);

    public void RaiseInputs(int neuron, double amount)
    {
        for (var s = 0; s < _network.Weights.Length; s++)
        {
            _network.Weights[s] += _network.SynapseTargets[s] == neuron ? amount : 0;
        }
    }

    public SampleResult Infer(ReadOnlySpan<double> inputTimes, int label)
    {
        var count = 0;
        for (var input = 0; input < inputTimes.Length; input++)
        {
            if (inputTimes[input] < _settings.Horizon)
            {
                _inputs[count++] = new Spike(input, inputTimes[input]);
            }
        }

        _inputs.AsSpan(0, count).Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel));
        _simulation.Run(_inputs.AsSpan(0, count), _settings.Horizon, _trace);
        foreach (var spike in _trace.Spikes)
        {
            if (spike.Channel >= _network.Inputs)
            {
                _spikes[spike.Channel - _network.Inputs]++;
            }
        }

        _lossGradient.Begin(_trace.Spikes.Length, _network.Neurons);
        return new SampleResult(_loss.Evaluate(_trace, label, _lossGradient), Class(), _trace.NeuronSpikes);
    }

    public SampleResult Learn(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
    {
        var result = Infer(inputTimes, label);
        _adjoint.Run(_trace, _lossGradient, _gradient);
        _gradient.MoveWeightsTo(gradient);
        return result;
    }

    private int Class()
    {
        Span<double> times = stackalloc double[_outputs];
        for (var k = 0; k < times.Length; k++)
        {
            times[k] = _trace.FirstSpikeTime(_settings.Hidden + k);
        }

        return FirstSpikeReadout.Class(times);
    }
}
