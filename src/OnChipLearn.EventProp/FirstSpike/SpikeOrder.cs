using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>
/// Sorts neurons by spike time: first without branches by the 16 leading bits of z = e^(-t/2) in fixed point (the rank of a neuron is the
/// number of larger keys, counted for 64 or 128 neurons at a time), then by insertion where these bits are equal. The result is exact; neurons with
/// the same z stand in the order of their numbers.
/// </summary>
internal sealed class SpikeOrder
{
    private static readonly int Lanes = Vector512<ushort>.Count;

    /// <summary>Neurons ranked at a time: four vectors share each comparison key, two where a vector takes two registers of 16.</summary>
    private static readonly int Block = (Four ? 4 : 2) * Lanes;

    private readonly int _row;
    private readonly ushort[] _keys;
    private readonly ushort[] _ranks;
    private readonly ushort[] _equal;
    private readonly int[] _order;
    private readonly double[] _sorted;

    /// <param name="row">Neurons, a multiple of <see cref="FirstSpikeShape.Lanes"/>.</param>
    public SpikeOrder(int row)
    {
        var padded = (row + Block - 1) / Block * Block;
        _row = row;
        _keys = new ushort[padded];
        _ranks = new ushort[padded];
        _equal = new ushort[padded];
        _order = new int[padded];
        _sorted = new double[padded];
    }

    /// <summary>Neurons from the earliest spike on; silent ones (z = 0) last.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, _row);

    /// <summary>Their z.</summary>
    public ReadOnlySpan<double> Sorted => _sorted.AsSpan(0, _row);

    /// <summary>Largest number of neurons that the ranks can number.</summary>
    public static int Capacity => ushort.MaxValue + 1;

    /// <param name="z">e^(-t/2) of each neuron [row], 0 to 1; 0 if silent.</param>
    public void Sort(ReadOnlySpan<double> z)
    {
        Quantize(z);
        Rank();
        Place(z);
        Insert();
    }

    /// <summary>z in Q0.16, largest value for 1.</summary>
    private void Quantize(ReadOnlySpan<double> z)
    {
        for (var block = 0; block < _row; block += FirstSpikeShape.Lanes)
        {
            // The sum's lowest mantissa bits are the integer.
            var scaled = (Vector512.LoadUnsafe(in z[block]) * ushort.MaxValue) + Vector512.Create(Elementary.Exponential.RoundingShift);
            var wide = scaled.AsUInt64() & Vector512.Create((ulong)ushort.MaxValue);
            var half = Vector512.Narrow(wide, wide).GetLower();
            Vector256.Narrow(half, half).GetLower().StoreUnsafe(ref _keys[block]);
        }
    }

    private static bool Four => Vector512.IsHardwareAccelerated;

    private void Rank()
    {
        ReadOnlySpan<ushort> keys = _keys.AsSpan(0, _row);
        for (var block = 0; block < _row; block += Block)
        {
            var key0 = Vector512.LoadUnsafe(ref _keys[block]);
            var key1 = Vector512.LoadUnsafe(ref _keys[block + Lanes]);
            Vector512<ushort> key2 = default, key3 = default, rank0 = default, rank1 = default, rank2 = default, rank3 = default;
            if (Four)
            {
                key2 = Vector512.LoadUnsafe(ref _keys[block + (2 * Lanes)]);
                key3 = Vector512.LoadUnsafe(ref _keys[block + (3 * Lanes)]);
            }

            foreach (var key in keys)
            {
                var other = Vector512.Create(key);
                rank0 -= Vector512.GreaterThan(other, key0);
                rank1 -= Vector512.GreaterThan(other, key1);
                if (Four)
                {
                    rank2 -= Vector512.GreaterThan(other, key2);
                    rank3 -= Vector512.GreaterThan(other, key3);
                }
            }

            rank0.StoreUnsafe(ref _ranks[block]);
            rank1.StoreUnsafe(ref _ranks[block + Lanes]);
            if (Four)
            {
                rank2.StoreUnsafe(ref _ranks[block + (2 * Lanes)]);
                rank3.StoreUnsafe(ref _ranks[block + (3 * Lanes)]);
            }
        }
    }

    /// <summary>Equal keys have the same rank: the places after it are theirs.</summary>
    private void Place(ReadOnlySpan<double> z)
    {
        Array.Clear(_equal);
        for (var i = 0; i < z.Length; i++)
        {
            var place = _ranks[i] + _equal[_ranks[i]]++;
            _order[place] = i;
            _sorted[place] = z[i];
        }
    }

    private void Insert()
    {
        var order = _order.AsSpan(0, _row);
        var sorted = _sorted.AsSpan(0, order.Length);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (!(sorted[i - 1] < sorted[i]))
            {
                continue;
            }

            var (z, neuron) = (sorted[i], order[i]);
            var place = i;
            for (; place > 0 && sorted[place - 1] < z; place--)
            {
                sorted[place] = sorted[place - 1];
                order[place] = order[place - 1];
            }

            sorted[place] = z;
            order[place] = neuron;
        }
    }
}
