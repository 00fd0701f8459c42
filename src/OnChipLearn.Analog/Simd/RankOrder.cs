using System.Runtime.Intrinsics;

namespace OnChipLearn.Analog.Simd;

/// <summary>Sorts by counting, for each key, how many come before it: no branch has to be foreseen. The work grows with the square of the number.</summary>
internal static unsafe class RankOrder
{
    /// <summary>Keys that are read at once; so many places behind the last key are written to.</summary>
    public const int Bundle = 8;

    /// <summary>Finds the place of every key in ascending order; equal keys keep their order.</summary>
    /// <param name="keys">Keys, no NaN; room for <see cref="Bundle"/> more, which is overwritten.</param>
    /// <param name="count">Number of keys.</param>
    /// <param name="places">Receives the places.</param>
    public static void Find(double* keys, int count, int* places)
    {
        new Span<double>(keys + count, Bundle).Fill(double.PositiveInfinity);
        for (int k = 0; k < count; k++)
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
            places[k] = (int)-Vector512.Sum(before);
        }
    }
}
