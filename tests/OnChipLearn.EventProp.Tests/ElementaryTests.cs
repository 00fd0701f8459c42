using OnChipLearn.EventProp.Elementary;
using OnChipLearn.EventProp.Randomness;

namespace OnChipLearn.EventProp.Tests;

/// <summary>Exponential and logarithm against those of the C library.</summary>
public sealed class ElementaryTests(ITestOutputHelper output)
{
    private const double Ulp = 2.2204460492503131e-16;

    [Fact]
    public void ExponentialIsWithinTwoUlp()
    {
        var random = new SeededRandom(1);
        var worst = 0.0;
        for (var i = 0; i < 200_000; i++)
        {
            var x = i % 2 == 0 ? -708 * random.NextDouble() : 2 * (random.NextDouble() - 0.5);
            worst = Math.Max(worst, Math.Abs((Exponential.Of(x) / Math.Exp(x)) - 1));
        }

        output.WriteLine($"largest deviation {worst / Ulp:F2} ulp");
        Assert.True(worst <= 2 * Ulp);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(-708.1, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void ExponentialOfSpecialValues(double x, double expected) => Assert.Equal(expected, Exponential.Of(x));

    [Fact]
    public void LogarithmIsWithinTwoUlp()
    {
        var random = new SeededRandom(2);
        var worst = 0.0;
        for (var i = 0; i < 200_000; i++)
        {
            var x = (i % 3) switch
            {
                0 => 1 - (0.01 * random.NextDouble()),
                1 => random.NextDouble(),
                _ => Math.Exp(1400 * (random.NextDouble() - 0.5)),
            };
            worst = Math.Max(worst, Math.Abs((Logarithm.Of(x) / Math.Log(x)) - 1));
        }

        output.WriteLine($"largest deviation {worst / Ulp:F2} ulp");
        Assert.True(worst <= 2 * Ulp);
        Assert.Equal(0, Logarithm.Of(1));
    }

    [Fact]
    public void EveryLaneOfFourHasTheBitsOfAnArgumentAlone() => EveryLaneHasTheBitsOfAnArgumentAlone<Doubles4>();

    [Fact]
    public void EveryLaneOfEightHasTheBitsOfAnArgumentAlone() => EveryLaneHasTheBitsOfAnArgumentAlone<Doubles8>();

    private static void EveryLaneHasTheBitsOfAnArgumentAlone<T>()
        where T : struct, IDoubles<T>
    {
        var random = new SeededRandom(3);
        var x = new double[T.Count];
        var exponential = new double[T.Count];
        var logarithm = new double[T.Count];
        for (var draw = 0; draw < 2000; draw++)
        {
            for (var lane = 0; lane < x.Length; lane++)
            {
                x[lane] = 1e-3 + (3 * random.NextDouble());
            }

            Exponential.Of(T.Load(ref x[0], 0) * -1).Store(ref exponential[0], 0);
            Logarithm.Of(T.Load(ref x[0], 0)).Store(ref logarithm[0], 0);
            for (var lane = 0; lane < x.Length; lane++)
            {
                Assert.Equal(BitConverter.DoubleToUInt64Bits(Exponential.Of(-x[lane])), BitConverter.DoubleToUInt64Bits(exponential[lane]));
                Assert.Equal(BitConverter.DoubleToUInt64Bits(Logarithm.Of(x[lane])), BitConverter.DoubleToUInt64Bits(logarithm[lane]));
            }
        }
    }
}
