using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Randomness;

namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>What the float emulator does worse than the theory.</summary>
public sealed record FloatEmulatorSettings
{
    /// <summary>Recorded times are multiples of this (tau_s); 0 for exact. Default: 8 ns at tau_s = 6 us.</summary>
    public double TimeResolution { get; init; } = 8.0 / 6000;

    /// <summary>Standard deviation of noise on recorded times (tau_s).</summary>
    public double Jitter { get; init; }

    /// <summary>Relative standard deviation of each synapse's strength, fixed per seed.</summary>
    public double WeightMismatch { get; init; }

    /// <summary>Throws <see cref="EventPropInputException"/> on values that make no sense.</summary>
    public void Validate()
    {
        foreach (var (field, value) in new[] { ("time resolution", TimeResolution), ("jitter", Jitter), ("weight mismatch", WeightMismatch) })
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                throw new EventPropInputException("emulator", field, value, "a finite number of at least 0");
            }
        }
    }
}

/// <summary>The float simulation behind the emulator interface: exact spike times of the quantized weights, then the recorder's time grid.</summary>
public sealed class FloatEmulator : ISpikeEmulator
{
    private readonly FloatEmulatorSettings _settings;
    private readonly double _scale;
    private readonly FirstSpikeShape _shape;
    private readonly FirstSpikeEngine _engine;
    private readonly SeededRandom _noise;
    private readonly double[] _strength;
    private readonly double[] _weights;
    private readonly double[] _times;

    /// <param name="shape">Sizes.</param>
    /// <param name="scale">Weight steps per theta.</param>
    /// <param name="horizon">End of every run in tau_s.</param>
    /// <param name="settings">Imperfections.</param>
    /// <param name="seed">Seed of mismatch and noise.</param>
    public FloatEmulator(EmulatorShape shape, double scale, double horizon, FloatEmulatorSettings settings, ulong seed)
    {
        settings.Validate();
        Shape = shape;
        _settings = settings;
        _scale = scale;
        _shape = new FirstSpikeShape(shape.InputRows, shape.Hidden, shape.Outputs);
        _engine = new FirstSpikeEngine(_shape, horizon);
        _noise = new SeededRandom(seed, NoiseStream);
        _weights = new double[_shape.WeightCount];
        _strength = new double[_shape.WeightCount];
        _times = new double[shape.InputRows];
        var mismatch = new SeededRandom(seed, MismatchStream);
        foreach (ref var strength in _strength.AsSpan())
        {
            strength = 1 + (settings.WeightMismatch * mismatch.Normal());
        }
    }

    private const ulong NoiseStream = 1;
    private const ulong MismatchStream = 2;

    public EmulatorShape Shape { get; }

    public void LoadWeights(ReadOnlySpan<sbyte> inputWeights, ReadOnlySpan<sbyte> outputWeights)
    {
        for (var hidden = 0; hidden < Shape.Hidden; hidden++)
        {
            for (var row = 0; row < Shape.InputRows; row++)
            {
                Set(_shape.HiddenWeight(row, hidden), inputWeights[(row * Shape.Hidden) + hidden]);
            }

            for (var output = 0; output < Shape.Outputs; output++)
            {
                Set(_shape.OutputWeight(output, hidden), outputWeights[(hidden * Shape.Outputs) + output]);
            }
        }

        _engine.LoadWeights(_weights);
    }

    public void Emulate(ReadOnlySpan<Spike> inputs, double duration, SpikeRecording recording)
    {
        Array.Fill(_times, double.PositiveInfinity);
        foreach (var (row, time) in inputs)
        {
            _times[row] = time;
        }

        _engine.Forward(_weights, _times);
        recording.Clear();
        for (var hidden = 0; hidden < Shape.Hidden; hidden++)
        {
            Record(hidden, _engine.HiddenTime(hidden), duration, recording);
        }

        for (var output = 0; output < Shape.Outputs; output++)
        {
            Record(Shape.Hidden + output, _engine.OutputTimes[output], duration, recording);
        }
    }

    private void Set(int position, int weight) => _weights[position] = weight / _scale * _strength[position];

    private void Record(int channel, double time, double duration, SpikeRecording recording)
    {
        if (!(time < duration))
        {
            return;
        }

        if (_settings.Jitter > 0)
        {
            time += _settings.Jitter * _noise.Normal();
        }

        recording.Add(channel, _settings.TimeResolution > 0 ? Math.Round(time / _settings.TimeResolution) * _settings.TimeResolution : time);
    }
}
