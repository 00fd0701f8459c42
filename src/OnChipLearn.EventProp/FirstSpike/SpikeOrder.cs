using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>
/// Sorts neurons by spike time without branches: the rank of a neuron is the number of larger keys. Keys are the bits of
/// z = e^(-t/tau_m) (positive doubles order like integers) with the neuron's number in the lowest bits, so that no two are equal; the order
/// of spikes closer than 1e-12 of their z is then the order of neurons.
/// </summary>
internal sealed class SpikeOrder(int row)
{
    private const long NumberMask = 0xFFF;

    private readonly long[] _keys = new long[row];
    private readonly long[] _ranks = new long[row];
    private readonly int[] _order = new int[row];

    /// <summary>Neurons from the earliest spike on; silent ones (z = 0) last.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Largest number of neurons that the keys can number.</summary>
    public static int Capacity => (int)NumberMask + 1;

    public void Sort(ReadOnlySpan<double> z)
    {
        for (var i = 0; i < z.Length; i++)
        {
            _keys[i] = (BitConverter.DoubleToInt64Bits(z[i]) & ~NumberMask) | (uint)(z.Length - 1 - i);
        }

        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        ref var ranks = ref MemoryMarshal.GetArrayDataReference(_ranks);
        for (var block = 0; block < z.Length; block += Vector512<long>.Count)
        {
            var own = Vector512.LoadUnsafe(ref keys, (nuint)block);
            var rank = Vector512<long>.Zero;
            for (var other = 0; other < z.Length; other++)
            {
                rank -= Vector512.GreaterThan(Vector512.Create(_keys[other]), own);
            }

            rank.StoreUnsafe(ref ranks, (nuint)block);
        }

        for (var i = 0; i < z.Length; i++)
        {
            _order[_ranks[i]] = i;
        }
    }
}
