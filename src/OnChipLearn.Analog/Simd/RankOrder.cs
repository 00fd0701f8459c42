using System.Runtime.Intrinsics;

namespace OnChipLearn.Analog.Simd;

/// <summary>
/// Sorts by counting, for each key, how many come before it: no branch has to be foreseen. The work grows with the square of the number, so many keys are left to the library.
/// </summary>
public static unsafe class RankOrder
{
    /// <summary>Keys that are read at once; so many places behind the last key are written to.</summary>
    public const int Bundle = 8;

    private const int Many = 512;

    /// <summary>Finds the ascending order of keys; equal keys keep theirs.</summary>
    /// <param name="keys">Keys, no NaN, and room for <see cref="Bundle"/> more, which is overwritten; so are the keys where there are many.</param>
    /// <param name="count">Number of keys.</param>
    /// <param name="order">Receives the index of the first key, of the second, and so on.</param>
    public static void Find(Span<double> keys, int count, Span<int> order)
    {
        if (count > Many)
        {
            Sort(keys[..count], order[..count]);
            return;
        }

        keys.Slice(count, Bundle).Fill(double.PositiveInfinity);
        fixed (double* first = keys)
        {
            for (int k = 0; k < count; k++)
            {
                order[Rank(first, count, k)] = k;
            }
        }
    }

    private static int Rank(double* keys, int count, int k)
    {
        Vector512<double> key = Vector512.Create(keys[k]);
        Vector512<long> before = Vector512<long>.Zero; // minus their number
        int own = k & -Bundle;
        for (int j = 0; j < own; j += Bundle)
        {
            before += Vector512.LessThanOrEqual(Vector512.Load(keys + j), key).AsInt64();
        }

        for (int j = own + Bundle; j < count; j += Bundle)
        {
            before += Vector512.LessThan(Vector512.Load(keys + j), key).AsInt64();
        }

        Vector512<double> around = Vector512.Load(keys + own);
        Vector512<long> ahead = Vector512.LessThan(Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((long)(k - own)));
        before += Vector512.ConditionalSelect(ahead, Vector512.LessThanOrEqual(around, key).AsInt64(), Vector512.LessThan(around, key).AsInt64());
        return (int)-Vector512.Sum(before);
    }

    // The library's sort does not keep the order of equal keys.
    private static void Sort(Span<double> keys, Span<int> order)
    {
        for (int k = 0; k < order.Length; k++)
        {
            order[k] = k;
        }

        keys.Sort(order);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start];)
            {
                end++;
            }

            order[start..end].Sort();
        }
    }
}
