namespace OnChipLearn.Analog.Neurons;

/// <summary>One pulse of a driver on one synapse row.</summary>
/// <param name="Weights">256 weights 0..63 in lane order.</param>
/// <param name="Labels">256 labels 0..63 in lane order; 0 where all synapses of the row respond (grid models only).</param>
/// <param name="Address">Only synapses with this label respond.</param>
/// <param name="Amplitude">Amplitude of the pulse, nominally 1.</param>
/// <param name="Chunks">Chunks that hold a nonzero weight.</param>
public readonly unsafe record struct RowPulse(nint Weights, nint Labels, byte Address, float Amplitude, uint Chunks);

/// <summary>All pulses that the synapses of a hemisphere see in one cycle. Grows when full; allocates nothing otherwise.</summary>
public sealed class RowPulses
{
    private RowPulse[] _excitatory = new RowPulse[ArrayGeometry.Rows];
    private RowPulse[] _inhibitory = new RowPulse[ArrayGeometry.Rows];
    private int _excitatoryCount;
    private int _inhibitoryCount;

    /// <summary>Pulses that add to the excitatory current.</summary>
    public ReadOnlySpan<RowPulse> Excitatory => _excitatory.AsSpan(0, _excitatoryCount);

    /// <summary>Pulses that add to the inhibitory current.</summary>
    public ReadOnlySpan<RowPulse> Inhibitory => _inhibitory.AsSpan(0, _inhibitoryCount);

    /// <summary>Chunks that any pulse reaches.</summary>
    public uint Chunks { get; private set; }

    /// <summary>Chunks that an inhibitory pulse reaches.</summary>
    public uint InhibitedChunks { get; private set; }

    /// <summary>Adds a pulse on an excitatory row.</summary>
    public void AddExcitatory(in RowPulse pulse)
    {
        Chunks |= pulse.Chunks;
        Add(ref _excitatory, ref _excitatoryCount, pulse);
    }

    /// <summary>Adds a pulse on an inhibitory row.</summary>
    public void AddInhibitory(in RowPulse pulse)
    {
        Chunks |= pulse.Chunks;
        InhibitedChunks |= pulse.Chunks;
        Add(ref _inhibitory, ref _inhibitoryCount, pulse);
    }

    /// <summary>Forgets all pulses.</summary>
    public void Clear()
    {
        _excitatoryCount = 0;
        _inhibitoryCount = 0;
        Chunks = 0;
        InhibitedChunks = 0;
    }

    private static void Add(ref RowPulse[] pulses, ref int count, in RowPulse pulse)
    {
        if (count == pulses.Length)
        {
            Array.Resize(ref pulses, count * 2);
        }

        pulses[count++] = pulse;
    }
}
