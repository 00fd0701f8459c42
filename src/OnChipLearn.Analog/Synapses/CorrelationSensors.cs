using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Synapses;

/// <summary>
/// Causal and acausal correlation sensors of every synapse of a hemisphere, nearest-neighbour pairs:
/// a postsynaptic spike adds amplitude * e^(-(tpost - tpre)/tau) to the causal store of every synapse of the column with the last presynaptic
/// event of its row; a presynaptic event adds amplitude * e^(-(tpre - tpost)/tau) to the acausal stores of its row. The last event of either side is used for each pair.
/// A read gives the level that is left of the reset level (high after reset, falling with correlation; reference section 4.5).
/// Two calibration bits each change amplitude by 15 % and time constant by 20 % per step around code 1.
/// </summary>
public sealed class CorrelationSensors
{
    private const int Cells = ArrayGeometry.Rows * ArrayGeometry.Columns;
    private const long Never = long.MinValue;
    private readonly SynapseArray _synapses;
    private readonly float[] _causal = new float[Cells];
    private readonly float[] _acausal = new float[Cells];
    private readonly long[] _lastPre = new long[ArrayGeometry.Rows];
    private readonly byte[] _lastAddress = new byte[ArrayGeometry.Rows];
    private readonly long[] _lastPost = new long[ArrayGeometry.Columns];
    private readonly float[] _amplitudeFactor = new float[ArrayGeometry.Columns];
    private readonly float[] _timeFactor = new float[ArrayGeometry.Columns];

    private bool _seen; // any event since the last rest

    /// <param name="synapses">Array whose labels select and whose calibration bits shape the sensors.</param>
    public CorrelationSensors(SynapseArray synapses)
    {
        _synapses = synapses;
        Array.Fill(_amplitudeFactor, 1f);
        Array.Fill(_timeFactor, 1f);
        Array.Fill(_lastPre, Never);
        Array.Fill(_lastPost, Never);
    }

    /// <summary>Whether events are accumulated; off by default, since it costs time per event.</summary>
    public bool Enabled { get; set; }

    /// <summary>Time constant in microseconds at calibration code 1.</summary>
    public double TimeConstantUs { get; set; } = 6;

    /// <summary>Accumulated level per coincident pair, in CADC LSB, at calibration code 1.</summary>
    public double AmplitudeLsb { get; set; } = 10;

    /// <summary>Level right after a reset in CADC LSB.</summary>
    public double ResetLevelLsb { get; set; } = 210;

    /// <summary>Fixed pattern of a column's sensors.</summary>
    public void SetFactors(int lane, float amplitude, float time)
    {
        _amplitudeFactor[lane] = amplitude;
        _timeFactor[lane] = time;
    }

    /// <summary>Level of a sensor in CADC LSB before the converter's own offset and gain.</summary>
    public double Level(int row, int lane, bool causal) =>
        Math.Max(ResetLevelLsb - (causal ? _causal : _acausal)[(row * ArrayGeometry.Columns) + lane], 0);

    /// <summary>Resets the sensors of one synapse.</summary>
    public void Reset(int row, int lane, bool causal, bool acausal)
    {
        int cell = (row * ArrayGeometry.Columns) + lane;
        if (causal)
        {
            _causal[cell] = 0;
        }

        if (acausal)
        {
            _acausal[cell] = 0;
        }
    }

    /// <summary>A row has received an event.</summary>
    internal void OnRowEvent(int row, byte address, long cycle)
    {
        _seen = true;
        _lastPre[row] = cycle;
        _lastAddress[row] = address;
        ReadOnlySpan<byte> labels = _synapses.Row(SynapseField.Label, row);
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            if (_lastPost[lane] != Never && labels[lane] == address)
            {
                _acausal[(row * ArrayGeometry.Columns) + lane] += Contribution(row, lane, cycle - _lastPost[lane]);
            }
        }
    }

    /// <summary>A neuron has spiked.</summary>
    internal void OnSpike(int lane, long cycle)
    {
        _seen = true;
        _lastPost[lane] = cycle;
        for (int row = 0; row < ArrayGeometry.Rows; row++)
        {
            if (_lastPre[row] != Never && _synapses.Row(SynapseField.Label, row)[lane] == _lastAddress[row])
            {
                _causal[(row * ArrayGeometry.Columns) + lane] += Contribution(row, lane, cycle - _lastPre[row]);
            }
        }
    }

    /// <summary>Forgets the last spikes, keeps what is accumulated.</summary>
    internal void Rest()
    {
        if (_seen)
        {
            Array.Fill(_lastPre, Never);
            Array.Fill(_lastPost, Never);
            _seen = false;
        }
    }

    private float Contribution(int row, int lane, long cycles)
    {
        double tau = TimeConstantUs * PpuClock.CyclesPerMicrosecond * _timeFactor[lane]
            * (1 + (0.2 * (_synapses.Row(SynapseField.TimeCalibration, row)[lane] - 1)));
        double amplitude = AmplitudeLsb * _amplitudeFactor[lane]
            * (1 + (0.15 * (_synapses.Row(SynapseField.AmplitudeCalibration, row)[lane] - 1)));
        return (float)(amplitude * Exponential.OfDouble(-Math.Min(cycles / tau, 600)));
    }
}
