using System.Runtime.CompilerServices;

namespace OnChipLearn.Analog.Neurons;

/// <summary>One pulse of a driver on one synapse row. Few fields, so that it is stored field by field.</summary>
/// <param name="Weights">256 weights 0..63 in lane order.</param>
/// <param name="Labels">256 labels 0..63 in lane order; 0 where all synapses of the row respond (grid models only).</param>
/// <param name="Amplitude">Amplitude of the pulse, nominally 1.</param>
/// <param name="Selection">Bits 7..0: label to which synapses respond; bits 31..16: chunks that hold a nonzero weight.</param>
public readonly record struct RowPulse(nint Weights, nint Labels, float Amplitude, uint Selection)
{
    /// <summary>Only synapses with this label respond.</summary>
    public byte Address => (byte)Selection;

    /// <summary>Chunks that hold a nonzero weight.</summary>
    public uint Chunks => Selection >> 16;

    /// <summary>A selection.</summary>
    public static uint Select(byte address, uint chunks) => address | (chunks << 16);
}

/// <summary>All pulses that the synapses of a hemisphere see in one cycle. Grows when full; allocates nothing otherwise.</summary>
public sealed class RowPulses
{
    // Not in a LaneArray, whose bytes a checkpoint keeps: these hold addresses.
    private RowPulse[] _excitatory;
    private RowPulse[] _inhibitory;
    private int _excitatoryCount;
    private int _inhibitoryCount;

    /// <param name="capacity">Initial capacity for pulses of one sign.</param>
    public RowPulses(int capacity = ArrayGeometry.Rows)
    {
        _excitatory = new RowPulse[capacity];
        _inhibitory = new RowPulse[capacity];
    }

    /// <summary>Pulses that add to the excitatory current.</summary>
    public ReadOnlySpan<RowPulse> Excitatory => new(_excitatory, 0, _excitatoryCount);

    /// <summary>Pulses that add to the inhibitory current.</summary>
    public ReadOnlySpan<RowPulse> Inhibitory => new(_inhibitory, 0, _inhibitoryCount);

    /// <summary>Chunks that any pulse reaches.</summary>
    public uint Chunks { get; private set; }

    /// <summary>Chunks that an inhibitory pulse reaches.</summary>
    public uint InhibitedChunks { get; private set; }

    /// <summary>Adds a pulse on an excitatory row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddExcitatory(in RowPulse pulse)
    {
        Chunks |= pulse.Chunks;
        if (_excitatoryCount == _excitatory.Length)
        {
            Array.Resize(ref _excitatory, 2 * _excitatory.Length);
        }

        _excitatory[_excitatoryCount++] = pulse;
    }

    /// <summary>Adds a pulse on an inhibitory row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddInhibitory(in RowPulse pulse)
    {
        Chunks |= pulse.Chunks;
        InhibitedChunks |= pulse.Chunks;
        if (_inhibitoryCount == _inhibitory.Length)
        {
            Array.Resize(ref _inhibitory, 2 * _inhibitory.Length);
        }

        _inhibitory[_inhibitoryCount++] = pulse;
    }

    /// <summary>Forgets all pulses.</summary>
    public void Clear()
    {
        _excitatoryCount = 0;
        _inhibitoryCount = 0;
        Chunks = 0;
        InhibitedChunks = 0;
    }
}
