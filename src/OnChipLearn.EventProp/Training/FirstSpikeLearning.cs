using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.EventProp.Training;

/// <summary>Learning with the closed first-spike form, forward and backward in float64.</summary>
public sealed class FirstSpikeLearning : ILearningEngine
{
    private readonly FirstSpikeShape _shape;
    private readonly FirstSpikeEngine _engine;
    private readonly FirstSpikeReadout _readout;
    private readonly double[] _weights;
    private readonly int _neurons;
    private readonly int[] _spikes;

    public FirstSpikeLearning(FirstSpikeSettings settings, ulong seed, int inputs = YinYang.Channels, int outputs = YinYang.Classes)
    {
        _shape = new FirstSpikeShape(inputs, settings.Hidden, outputs);
        _weights = FirstSpikeWeights.Draw(_shape, settings, seed);
        _engine = new FirstSpikeEngine(_shape, settings.Horizon);
        _readout = new FirstSpikeReadout(settings, outputs);
        _neurons = settings.Hidden + outputs;
        _spikes = new int[_shape.Row + FirstSpikeShape.Lanes];
        WeightsChanged();
    }

    /// <summary>Sizes and layout of <see cref="Weights"/>.</summary>
    public FirstSpikeShape Shape => _shape;

    public Span<double> Weights => _weights;

    public int Neurons => _neurons;

    public ReadOnlySpan<int> SpikeCounts => _spikes.AsSpan(0, _neurons);

    /// <summary>Output spike times of the last sample in tau_s.</summary>
    public ReadOnlySpan<double> OutputTimes => _engine.OutputTimes;

    public void WeightsChanged() => _engine.LoadWeights(_weights);

    public void ClearSpikeCounts() => Array.Clear(_spikes);

    public void RaiseInputs(int neuron, double amount) => FirstSpikeWeights.RaiseInputs(_shape, _weights, neuron, amount);

    public SampleResult Infer(ReadOnlySpan<double> inputTimes, int label)
    {
        _engine.Forward(_weights, inputTimes);
        return new SampleResult(_readout.Evaluate(_engine.OutputTimes, label), FirstSpikeReadout.Class(_engine.OutputTimes), Count());
    }

    public SampleResult Learn(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
    {
        var result = Infer(inputTimes, label);
        _engine.Backward(_weights, _readout.Errors, gradient);
        return result;
    }

    private int Count()
    {
        var total = 0;
        var hidden = _engine.HiddenZ;
        for (var neuron = 0; neuron < hidden.Length; neuron++)
        {
            var fired = hidden[neuron] > 0 ? 1 : 0;
            _spikes[neuron] += fired;
            total += fired;
        }

        for (var output = 0; output < _shape.Outputs; output++)
        {
            var fired = _engine.OutputTimes[output] < double.PositiveInfinity ? 1 : 0;
            _spikes[_shape.Hidden + output] += fired;
            total += fired;
        }

        return total;
    }
}
