using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Tests;

public sealed class RankOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(513)]
    [InlineData(3000)]
    public void OrderIsThatOfAStableSort(int count)
    {
        // A quarter of the values, so that many are equal.
        double[] keys = [.. Enumerable.Range(0, count).Select(k => Math.Floor(CounterRandom.Uniform(1, 2, (ulong)k) * count / 4))];
        int[] expected = [.. Enumerable.Range(0, count).OrderBy(k => keys[k])];
        double[] room = new double[count + RankOrder.Bundle];
        keys.CopyTo(room, 0);
        int[] order = new int[count];

        RankOrder.Find(room, count, order);

        Assert.Equal(expected, order);
    }
}
