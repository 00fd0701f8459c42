using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Loops;

/// <summary>Pulses of a hemisphere in a batch of grid steps, in order; inhibitory ones have a negative amplitude. Grows when full; allocates nothing otherwise.</summary>
public sealed class StepPulses
{
    private readonly int[] _end = new int[StepSpikes.MaximumSteps];
    private RowPulse[] _pulses = new RowPulse[1024];
    private int _count;

    /// <summary>Forgets all pulses.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a pulse of the present step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in RowPulse pulse)
    {
        if (_count == _pulses.Length)
        {
            Grow();
        }

        _pulses[_count++] = pulse;
    }

    /// <summary>No more pulses of this step follow.</summary>
    public void EndStep(int step) => _end[step] = _count;

    /// <summary>All pulses.</summary>
    public ReadOnlySpan<RowPulse> All => _pulses.AsSpan(0, _count);

    /// <summary>For each step, the index after its last pulse.</summary>
    public ReadOnlySpan<int> Ends => _end;

    private void Grow() => Array.Resize(ref _pulses, _count * 2);
}
