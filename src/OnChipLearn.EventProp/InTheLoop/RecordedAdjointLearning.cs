using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>
/// In-the-loop learning with the general event-driven adjoint: spikes of an emulator, many per hidden neuron, with or without recurrence; the backward
/// pass in float64 on the recorded times with the weights that the emulator has. Gradients pass straight through the rounding to the shadow weights.
/// </summary>
public sealed class RecordedAdjointLearning : ILearningEngine
{
    private readonly ISpikeEmulator _emulator;
    private readonly WeightQuantizer _quantizer;
    private readonly RecordedAdjointSettings _settings;
    private readonly Network _network;
    private readonly RecordedReplay _replay;
    private readonly AdjointPass _adjoint;
    private readonly SquaredSpikeTimeError _loss;
    private readonly SpikeRecording _recording = new();
    private readonly Trace _trace = new();
    private readonly LossGradient _lossGradient = new();
    private readonly NetworkGradient _gradient;
    private readonly int _inputs;
    private readonly double[] _shadow;
    private readonly sbyte[] _rowWeights;
    private readonly sbyte[] _outputWeights;
    private readonly Spike[] _rowSpikes;
    private readonly Spike[] _inputSpikes;
    private readonly double[] _outputTimes;
    private readonly int[] _spikes;

    /// <param name="emulator">Runs the network; each input has <paramref name="quantizer"/>.RowsPerInput rows.</param>
    /// <param name="quantizer">Between shadow weights and the emulator's.</param>
    /// <param name="settings">Network and loss.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    public RecordedAdjointLearning(ISpikeEmulator emulator, WeightQuantizer quantizer, RecordedAdjointSettings settings, ulong seed)
    {
        var (rows, hidden, outputs, recurrent) = emulator.Shape;
        _emulator = emulator;
        _quantizer = quantizer;
        _settings = settings;
        _inputs = rows / quantizer.RowsPerInput;
        var neuron = new NeuronParameters(MembraneTime: 2, SynapticTime: 1, Refractory: settings.Refractory);
        _network = RecurrentNetwork.Create(_inputs, (hidden, neuron), recurrent, (outputs, neuron with { Refractory = double.PositiveInfinity }));
        _replay = new RecordedReplay(_network);
        _adjoint = new AdjointPass(_network, settings.SlopeClamp);
        _loss = new SquaredSpikeTimeError(
            new OutputNeurons(hidden, outputs), settings.TargetOfLabel, settings.TargetOfOthers, neuron.MembraneTime, settings.Horizon);
        _gradient = new NetworkGradient(_network.Weights.Length, delays: false);
        _shadow = Draw(seed);
        _rowWeights = new sbyte[(rows + recurrent) * hidden];
        _outputWeights = new sbyte[hidden * outputs];
        _rowSpikes = new Spike[rows];
        _inputSpikes = new Spike[_inputs];
        _outputTimes = new double[outputs];
        _spikes = new int[hidden + outputs];
        WeightsChanged();
    }

    /// <summary>The network with the weights that the emulator has.</summary>
    public Network Network => _network;

    public Span<double> Weights => _shadow;

    public int Neurons => _spikes.Length;

    public ReadOnlySpan<int> SpikeCounts => _spikes;

    public void ClearSpikeCounts() => Array.Clear(_spikes);

    public void RaiseInputs(int neuron, double amount)
    {
        for (var s = 0; s < _shadow.Length; s++)
        {
            var fed = neuron >= _emulator.Shape.Hidden || _network.SynapseSources[s] < _inputs;
            _shadow[s] += fed && _network.SynapseTargets[s] == neuron ? amount : 0;
        }
    }

    public void WeightsChanged()
    {
        var (rows, hidden, outputs, _) = _emulator.Shape;
        var duplicates = _quantizer.RowsPerInput;
        Span<sbyte> spread = stackalloc sbyte[duplicates];
        for (var s = 0; s < _shadow.Length; s++)
        {
            int source = _network.SynapseSources[s], target = _network.SynapseTargets[s];
            ref var effective = ref _network.Weights[s];
            if (source < _inputs)
            {
                effective = _quantizer.Spread(_shadow[s], spread);
                for (var row = 0; row < duplicates; row++)
                {
                    _rowWeights[(((source * duplicates) + row) * hidden) + target] = spread[row];
                }
            }
            else if (target < hidden)
            {
                _rowWeights[((rows + source - _inputs) * hidden) + target] = _quantizer.Single(_shadow[s], out effective);
            }
            else
            {
                _outputWeights[((source - _inputs) * outputs) + target - hidden] = _quantizer.Single(_shadow[s], out effective);
            }
        }

        _emulator.LoadWeights(_rowWeights, _outputWeights);
    }

    public SampleResult Infer(ReadOnlySpan<double> inputTimes, int label)
    {
        for (var input = 0; input < inputTimes.Length; input++)
        {
            _inputSpikes[input] = new Spike(input, inputTimes[input]);
            for (var row = 0; row < _quantizer.RowsPerInput; row++)
            {
                var index = (input * _quantizer.RowsPerInput) + row;
                _rowSpikes[index] = new Spike(index, inputTimes[input]);
            }
        }

        _inputSpikes.AsSpan().Sort(ByTime);
        _rowSpikes.AsSpan().Sort(ByTime);
        _emulator.Emulate(_rowSpikes, _settings.Horizon, _recording);
        _recording.SortByTime();
        _outputTimes.AsSpan().Fill(double.PositiveInfinity);
        foreach (var (channel, time) in _recording.Spikes)
        {
            _spikes[channel]++;
            var output = channel - _emulator.Shape.Hidden;
            if (output >= 0 && time < _outputTimes[output])
            {
                _outputTimes[output] = time;
            }
        }

        // The loss needs a trace of the recording; the current in it is for the adjoint.
        _replay.Run(_inputSpikes, _recording.Spikes, _settings.Horizon, _trace);
        _lossGradient.Begin(_trace.Spikes.Length, _network.Neurons);
        return new SampleResult(_loss.Evaluate(_trace, label, _lossGradient), FirstSpikeReadout.Class(_outputTimes), _recording.Spikes.Length);
    }

    public SampleResult Learn(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
    {
        var result = Infer(inputTimes, label);
        _adjoint.Run(_trace, _lossGradient, _gradient);
        _gradient.MoveWeightsTo(gradient);
        return result;
    }

    private static int ByTime(Spike a, Spike b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel);

    private double[] Draw(ulong seed)
    {
        var random = new SeededRandom(seed);
        var weights = new double[_network.Weights.Length];
        for (var s = 0; s < weights.Length; s++)
        {
            weights[s] = _network.SynapseSources[s] < _inputs ? _settings.InputMean + (_settings.InputDeviation * random.Normal())
                : _network.SynapseTargets[s] < _emulator.Shape.Hidden ? _settings.RecurrentDeviation * random.Normal()
                : _settings.OutputMean + (_settings.OutputDeviation * random.Normal());
        }

        return weights;
    }
}
