using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Tests;

/// <summary>Errors of the lane functions over all arguments, against double precision.</summary>
public sealed class ArithmeticTests
{
    private const double TicksPerMembraneTau = 1500;

    [Fact]
    public void DecayIsWithinItsStatedError()
    {
        double worst = 0;
        for (int first = 0; first <= 4095; first += VectorH.Length)
        {
            short[] decay = Lanes.From(Decay.OfTicks(Lanes.Of(e => first + e)));
            for (int e = 0; e < decay.Length; e++)
            {
                worst = Math.Max(worst, Math.Abs((decay[e] / 32768.0 / Math.Exp(-(first + e) / TicksPerMembraneTau)) - 1));
            }
        }

        Assert.InRange(worst, 1e-5, 7.4e-4);
    }

    [Fact]
    public void GrowthIsWithinItsStatedErrorAndClamped()
    {
        double worst = 0;
        for (int ticks = Growth.Smallest; ticks <= Growth.Largest; ticks++)
        {
            double exact = Math.Exp(ticks / TicksPerMembraneTau) * 4096;
            worst = Math.Max(worst, (Math.Abs(Growth.OfTicks(ticks) - exact) - 1.5) / exact);
        }

        Assert.InRange(worst, double.MinValue, 2.3e-4);
        Assert.Equal(Growth.OfTicks(Growth.Smallest), Growth.OfTicks(Growth.Smallest - 1000));
        Assert.Equal(Growth.OfTicks(Growth.Largest), Growth.OfTicks(Growth.Largest + 1000));
    }

    [Fact]
    public void ReciprocalIsWithinItsStatedError()
    {
        double worst = 0;
        for (int first = Reciprocal.Smallest; first <= short.MaxValue; first += VectorH.Length)
        {
            int start = Math.Min(first, short.MaxValue - VectorH.Length + 1);
            short[] inverse = Lanes.From(Reciprocal.Of(Lanes.Of(e => start + e)));
            for (int e = 0; e < inverse.Length; e++)
            {
                double exact = 128.0 * 32768 / (start + e);
                worst = Math.Max(worst, (Math.Abs(inverse[e] - exact) - 3) / exact);
            }
        }

        Assert.InRange(worst, 1e-5, 4e-3);
    }

    [Fact]
    public void ClampLimitsBothSigns()
    {
        short[] values = Lanes.From(Clamp.Magnitude(Lanes.Of(e => (e - 32) * 1000), VectorUnit.SplatHalfword(20000)));
        Assert.Equal(Enumerable.Range(0, VectorH.Length).Select(e => (short)Math.Clamp((e - 32) * 1000, -20000, 20000)), values);
    }

    [Fact]
    public void RandomLanesSpreadBytesEvenly()
    {
        byte[] bytes = [.. Enumerable.Range(0, VectorB.Length).Select(k => (byte)(2 * k))];
        VectorB row = Sram.Load(bytes, 0);
        short[] left = Lanes.From(RandomLanes.Left(row)), right = Lanes.From(RandomLanes.Right(row));
        for (int k = 0; k < VectorB.Length; k++)
        {
            short[] half = (k & 8) == 0 ? left : right;
            Assert.Equal(bytes[k] << 7, half[((k >> 4) << 3) | (k & 7)]);
        }
    }
}
