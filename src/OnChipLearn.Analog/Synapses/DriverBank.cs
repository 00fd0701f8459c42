namespace OnChipLearn.Analog.Synapses;

/// <summary>The 128 synapse drivers of a hemisphere: who accepts an event, and with which amplitude.</summary>
public sealed class DriverBank
{
    /// <summary>Values of the five-bit row select.</summary>
    public const int RowSelects = 32;

    private readonly DriverSettings[] _settings = new DriverSettings[ArrayGeometry.Drivers];
    private readonly float[] _gain = new float[ArrayGeometry.Drivers];
    private readonly float[] _pulse = [1, 1, 1, 1]; // per bus
    private readonly double[] _resource = new double[ArrayGeometry.Drivers];
    private readonly long[] _lastEvent = new long[ArrayGeometry.Drivers];
    private int _plastic; // drivers with short-term plasticity
    private readonly uint[] _accepting = new uint[ArrayGeometry.Buses * RowSelects]; // bit p: driver at position p of the bus

    /// <summary>Creates drivers that listen to nothing.</summary>
    public DriverBank()
    {
        Array.Fill(_gain, 1f);
        Array.Fill(_resource, 1.0);
    }

    /// <summary>Writes to settings, gains and pulses since the start; what was derived from settings holds while it stays.</summary>
    internal long Writes { get; private set; }

    /// <summary>Whether any driver has short-term plasticity.</summary>
    internal bool AnyPlasticity => _plastic > 0;

    /// <summary>Settings of a driver.</summary>
    public DriverSettings this[int driver]
    {
        get => _settings[driver];
        set
        {
            ArrayGeometry.Require("driver", driver, ArrayGeometry.Drivers);
            _plastic += (value.Plasticity.Enabled ? 1 : 0) - (_settings[driver].Plasticity.Enabled ? 1 : 0);
            _settings[driver] = value;
            Writes++;
            int bus = driver % ArrayGeometry.Buses;
            int position = driver / ArrayGeometry.Buses;
            for (int select = 0; select < RowSelects; select++)
            {
                bool accepts = value.Receives && ((select ^ position) & value.RowSelectMask) == 0;
                ref uint bits = ref _accepting[(bus * RowSelects) + select];
                bits = accepts ? bits | (1u << position) : bits & ~(1u << position);
            }
        }
    }

    /// <summary>Positions (bit mask) on a bus that accept a row select; position p is driver 4p + bus.</summary>
    public uint Accepting(int bus, int rowSelect) => _accepting[(bus * RowSelects) + rowSelect];

    /// <summary>Fixed-pattern gain of a driver's pulse.</summary>
    public void SetGain(int driver, float gain)
    {
        _gain[driver] = gain;
        Writes++;
    }

    /// <summary>
    /// Longer pulses of a bus (register dacen_pulse_extension, 0..15). The published map names the field only; here each step adds an eighth of the pulse.
    /// </summary>
    public void SetPulseExtension(int bus, int steps)
    {
        _pulse[bus] = 1 + (steps / 8f);
        Writes++;
    }

    /// <summary>Which label class the pulse of a driver addresses.</summary>
    public byte Label(int driver, byte address) => _settings[driver].Hagen ? (byte)(address & 32) : address;

    /// <summary>Amplitude of the pulse that a driver makes of an event; a driver with short-term plasticity changes with every call.</summary>
    public float Pulse(int driver, long cycle, byte address)
    {
        ref readonly DriverSettings settings = ref _settings[driver];
        float amplitude = _gain[driver] * _pulse[driver % ArrayGeometry.Buses];
        if (settings.Hagen)
        {
            amplitude *= (address & 31) / 31f;
        }

        if (settings.Plasticity.Enabled)
        {
            (float factor, _resource[driver]) = settings.Plasticity.Event(_resource[driver], cycle - _lastEvent[driver]);
            _lastEvent[driver] = cycle;
            amplitude *= factor;
        }

        return amplitude;
    }

    /// <summary>Recovers all resources.</summary>
    public void Rest(long cycle)
    {
        Array.Fill(_resource, 1.0);
        Array.Fill(_lastEvent, cycle);
    }
}
