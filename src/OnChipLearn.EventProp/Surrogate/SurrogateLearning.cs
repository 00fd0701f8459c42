using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Randomness;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.EventProp.Surrogate;

/// <summary>
/// Backpropagation through time with a surrogate derivative. Per step: I = I e^(-dt/tau_s) + sum w z, V = V e^(-dt/tau_m) +
/// (1 - e^(-dt/tau_m)) I, z = V &gt; 1, V = 0 after a spike (the reset carries no gradient). The backward pass uses the sampled membranes
/// of hidden neurons and readouts: that is what a chip would have to deliver. Weights: [input][hidden], then [output][hidden].
/// </summary>
public sealed class SurrogateLearning : ILearningEngine
{
    private readonly SurrogateSettings _settings;
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly int _outputs;
    private readonly double _keepCurrent;
    private readonly double _keepVoltage;
    private readonly double[] _weights;
    private readonly double[] _current;
    private readonly double[] _voltage;
    private readonly double[] _sampled;
    private readonly bool[] _fired;
    private readonly double[] _outputCurrent;
    private readonly double[] _outputVoltage;
    private readonly double[] _largest;
    private readonly int[] _largestStep;
    private readonly int[] _arrival;
    private readonly double[] _currentAdjoint;
    private readonly double[] _voltageAdjoint;
    private readonly double[] _outputCurrentAdjoint;
    private readonly double[] _outputVoltageAdjoint;
    private readonly int[] _spikes;

    public SurrogateLearning(SurrogateSettings settings, ulong seed, int inputs = YinYang.Channels, int outputs = YinYang.Classes)
    {
        settings.Validate();
        _settings = settings;
        _inputs = inputs;
        _hidden = settings.Hidden;
        _outputs = outputs;
        _keepCurrent = Math.Exp(-settings.Step);
        _keepVoltage = Math.Exp(-settings.Step / settings.MembraneTime);
        _weights = new double[(inputs + outputs) * _hidden];
        var random = new SeededRandom(seed);
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = i < inputs * _hidden
                ? settings.HiddenWeightMean + (settings.HiddenWeightDeviation * random.Normal())
                : settings.OutputWeightDeviation * random.Normal();
        }

        _current = new double[_hidden];
        _voltage = new double[_hidden];
        _sampled = new double[settings.Steps * _hidden];
        _fired = new bool[settings.Steps * _hidden];
        _outputCurrent = new double[outputs];
        _outputVoltage = new double[outputs];
        _largest = new double[outputs];
        _largestStep = new int[outputs];
        _arrival = new int[inputs];
        _currentAdjoint = new double[_hidden];
        _voltageAdjoint = new double[_hidden];
        _outputCurrentAdjoint = new double[outputs];
        _outputVoltageAdjoint = new double[outputs];
        _spikes = new int[_hidden];
    }

    public Span<double> Weights => _weights;

    public int Neurons => _hidden;

    public ReadOnlySpan<int> SpikeCounts => _spikes;

    public void WeightsChanged()
    {
    }

    public void ClearSpikeCounts() => Array.Clear(_spikes);

    public void RaiseInputs(int neuron, double amount)
    {
        for (var input = 0; input < _inputs; input++)
        {
            _weights[(input * _hidden) + neuron] += amount;
        }
    }

    public SampleResult Infer(ReadOnlySpan<double> inputTimes, int label)
    {
        new OutputNeurons(0, _outputs).RequireLabel(label);
        var spikes = Forward(inputTimes);
        var best = 0;
        for (var k = 1; k < _outputs; k++)
        {
            best = _largest[k] > _largest[best] ? k : best;
        }

        return new SampleResult(CrossEntropy.Softmax(_largest, label), best, spikes);
    }

    public SampleResult Learn(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
    {
        var result = Infer(inputTimes, label);
        _largest[label] -= 1;
        Backward(gradient);
        return result;
    }

    /// <summary>Leaves the maxima in <c>_largest</c> and all sampled membranes; returns the number of hidden spikes.</summary>
    private int Forward(ReadOnlySpan<double> inputTimes)
    {
        Array.Clear(_current);
        Array.Clear(_voltage);
        Array.Clear(_outputCurrent);
        Array.Clear(_outputVoltage);
        Array.Fill(_largest, double.NegativeInfinity);
        for (var input = 0; input < _inputs; input++)
        {
            _arrival[input] = (int)Math.Min(_settings.Steps, Math.Floor(inputTimes[input] / _settings.Step));
        }

        var spikes = 0;
        for (var step = 0; step < _settings.Steps; step++)
        {
            StepHidden(step);
            spikes += StepOutputs(step);
        }

        return spikes;
    }

    private void StepHidden(int step)
    {
        var current = _current.AsSpan();
        foreach (ref var value in current)
        {
            value *= _keepCurrent;
        }

        for (var input = 0; input < _inputs; input++)
        {
            if (_arrival[input] == step)
            {
                var row = _weights.AsSpan(input * _hidden, _hidden);
                for (var n = 0; n < row.Length; n++)
                {
                    current[n] += row[n];
                }
            }
        }

        var sampled = _sampled.AsSpan(step * _hidden, _hidden);
        var fired = _fired.AsSpan(step * _hidden, _hidden);
        for (var n = 0; n < sampled.Length; n++)
        {
            var voltage = (_keepVoltage * _voltage[n]) + ((1 - _keepVoltage) * current[n]);
            sampled[n] = voltage;
            fired[n] = voltage > 1;
            _voltage[n] = fired[n] ? 0 : voltage;
        }
    }

    private int StepOutputs(int step)
    {
        var spikes = 0;
        foreach (ref var value in _outputCurrent.AsSpan())
        {
            value *= _keepCurrent;
        }

        var fired = _fired.AsSpan(step * _hidden, _hidden);
        for (var n = 0; n < fired.Length; n++)
        {
            if (fired[n])
            {
                spikes++;
                _spikes[n]++;
                for (var k = 0; k < _outputs; k++)
                {
                    _outputCurrent[k] += _weights[OutputWeight(n, k)];
                }
            }
        }

        for (var k = 0; k < _outputs; k++)
        {
            _outputVoltage[k] = (_keepVoltage * _outputVoltage[k]) + ((1 - _keepVoltage) * _outputCurrent[k]);
            if (_outputVoltage[k] > _largest[k])
            {
                _largest[k] = _outputVoltage[k];
                _largestStep[k] = step;
            }
        }

        return spikes;
    }

    private void Backward(Span<double> gradient)
    {
        Array.Clear(_currentAdjoint);
        Array.Clear(_voltageAdjoint);
        Array.Clear(_outputCurrentAdjoint);
        Array.Clear(_outputVoltageAdjoint);
        for (var step = _settings.Steps - 1; step >= 0; step--)
        {
            for (var k = 0; k < _outputs; k++)
            {
                _outputVoltageAdjoint[k] = (_outputVoltageAdjoint[k] * _keepVoltage) + (_largestStep[k] == step ? _largest[k] : 0);
                _outputCurrentAdjoint[k] = (_outputCurrentAdjoint[k] * _keepCurrent) + ((1 - _keepVoltage) * _outputVoltageAdjoint[k]);
            }

            BackHidden(step, gradient);
        }
    }

    private void BackHidden(int step, Span<double> gradient)
    {
        var sampled = _sampled.AsSpan(step * _hidden, _hidden);
        var fired = _fired.AsSpan(step * _hidden, _hidden);
        for (var n = 0; n < sampled.Length; n++)
        {
            var error = 0.0;
            for (var k = 0; k < _outputs; k++)
            {
                error += _weights[OutputWeight(n, k)] * _outputCurrentAdjoint[k];
                if (fired[n])
                {
                    gradient[OutputWeight(n, k)] += _outputCurrentAdjoint[k];
                }
            }

            var distance = 1 + (_settings.Steepness * Math.Abs(sampled[n] - 1));
            var carried = fired[n] ? 0 : _voltageAdjoint[n] * _keepVoltage;
            _voltageAdjoint[n] = carried + (error / (distance * distance));
            _currentAdjoint[n] = (_currentAdjoint[n] * _keepCurrent) + ((1 - _keepVoltage) * _voltageAdjoint[n]);
        }

        for (var input = 0; input < _inputs; input++)
        {
            if (_arrival[input] == step)
            {
                var row = gradient.Slice(input * _hidden, _hidden);
                for (var n = 0; n < row.Length; n++)
                {
                    row[n] += _currentAdjoint[n];
                }
            }
        }
    }

    private int OutputWeight(int hidden, int output) => ((_inputs + output) * _hidden) + hidden;
}
