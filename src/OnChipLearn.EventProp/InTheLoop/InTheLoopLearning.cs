using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>
/// In-the-loop learning: spikes come from an emulator, the backward pass is the closed first-spike form in float64 on the recorded times.
/// Gradients pass straight through the rounding of the weights to the shadow weights.
/// </summary>
public sealed class InTheLoopLearning : ILearningEngine
{
    private readonly ISpikeEmulator _emulator;
    private readonly WeightQuantizer _quantizer;
    private readonly FirstSpikeShape _shape;
    private readonly FirstSpikeEngine _engine;
    private readonly FirstSpikeReadout _readout;
    private readonly FirstSpikeSettings _settings;
    private readonly SpikeRecording _recording = new();
    private readonly double[] _shadow;
    private readonly double[] _effective;
    private readonly sbyte[] _inputWeights;
    private readonly sbyte[] _outputWeights;
    private readonly Spike[] _inputs;
    private readonly double[] _times;
    private readonly int[] _spikes;

    /// <param name="emulator">Runs the network; its rows are the inputs, each <paramref name="quantizer"/>.RowsPerInput times.</param>
    /// <param name="quantizer">Between shadow weights and the emulator's.</param>
    /// <param name="settings">Network and loss.</param>
    /// <param name="slopeClamp">Lower bound of I - theta in units of theta: recorded spikes may be impossible for the recomputed current.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    public InTheLoopLearning(ISpikeEmulator emulator, WeightQuantizer quantizer, FirstSpikeSettings settings, double slopeClamp, ulong seed)
    {
        EventPropInputException.RequirePositive("in-the-loop learning", "slope clamp", slopeClamp);
        var (rows, hidden, outputs, _) = emulator.Shape;
        if (rows % quantizer.RowsPerInput != 0 || hidden != settings.Hidden)
        {
            throw new EventPropInputException(
                "emulator", "shape", emulator.Shape, $"{settings.Hidden} hidden neurons and a multiple of {quantizer.RowsPerInput} rows");
        }

        _emulator = emulator;
        _quantizer = quantizer;
        _settings = settings;
        _shape = new FirstSpikeShape(rows / quantizer.RowsPerInput, hidden, outputs);
        _engine = new FirstSpikeEngine(_shape, settings.Horizon) { SlopeClamp = slopeClamp };
        _readout = new FirstSpikeReadout(settings, outputs);
        _shadow = FirstSpikeWeights.Draw(_shape, settings, seed);
        _effective = new double[_shadow.Length];
        _inputWeights = new sbyte[rows * hidden];
        _outputWeights = new sbyte[hidden * outputs];
        _inputs = new Spike[rows];
        _times = new double[hidden + outputs];
        _spikes = new int[hidden + outputs];
        WeightsChanged();
    }

    public Span<double> Weights => _shadow;

    /// <summary>What the quantized weights amount to, in units of theta; layout of <see cref="Weights"/>.</summary>
    public ReadOnlySpan<double> EffectiveWeights => _effective;

    public int Neurons => _spikes.Length;

    public ReadOnlySpan<int> SpikeCounts => _spikes;

    /// <summary>Recorded spikes whose recomputed current was too small for them, over all <see cref="Learn"/> calls.</summary>
    public long ImpossibleSpikes { get; private set; }

    /// <summary>Recorded spikes over all <see cref="Learn"/> calls.</summary>
    public long RecordedSpikes { get; private set; }

    public void ClearSpikeCounts() => Array.Clear(_spikes);

    public void RaiseInputs(int neuron, double amount) => FirstSpikeWeights.RaiseInputs(_shape, _shadow, neuron, amount);

    public void WeightsChanged()
    {
        Span<sbyte> rows = stackalloc sbyte[_quantizer.RowsPerInput];
        for (var hidden = 0; hidden < _shape.Hidden; hidden++)
        {
            for (var input = 0; input < _shape.Inputs; input++)
            {
                var position = _shape.HiddenWeight(input, hidden);
                _effective[position] = _quantizer.Spread(_shadow[position], rows);
                for (var row = 0; row < rows.Length; row++)
                {
                    _inputWeights[(((input * rows.Length) + row) * _shape.Hidden) + hidden] = rows[row];
                }
            }

            for (var output = 0; output < _shape.Outputs; output++)
            {
                var position = _shape.OutputWeight(output, hidden);
                _outputWeights[(hidden * _shape.Outputs) + output] = _quantizer.Single(_shadow[position], out _effective[position]);
            }
        }

        _emulator.LoadWeights(_inputWeights, _outputWeights);
    }

    public SampleResult Infer(ReadOnlySpan<double> inputTimes, int label)
    {
        var count = 0;
        for (var input = 0; input < inputTimes.Length; input++)
        {
            for (var row = 0; row < _quantizer.RowsPerInput && inputTimes[input] < _settings.Horizon; row++)
            {
                _inputs[count++] = new Spike((input * _quantizer.RowsPerInput) + row, inputTimes[input]);
            }
        }

        _inputs.AsSpan(0, count).Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel));
        _emulator.Emulate(_inputs.AsSpan(0, count), _settings.Horizon, _recording);
        _recording.FirstTimes(_times);
        var spikes = 0;
        for (var n = 0; n < _times.Length; n++)
        {
            var fired = _times[n] < double.PositiveInfinity ? 1 : 0;
            _spikes[n] += fired;
            spikes += fired;
        }

        var outputTimes = _times.AsSpan(_shape.Hidden);
        return new SampleResult(_readout.Evaluate(outputTimes, label), FirstSpikeReadout.Class(outputTimes), spikes);
    }

    public SampleResult Learn(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
    {
        var result = Infer(inputTimes, label);
        _engine.LoadRecording(_effective, inputTimes, _times.AsSpan(0, _shape.Hidden), _times.AsSpan(_shape.Hidden));
        ImpossibleSpikes += _engine.ImpossibleSpikes;
        RecordedSpikes += result.Spikes;
        _engine.Backward(_effective, _readout.Errors, gradient);
        return result;
    }
}
