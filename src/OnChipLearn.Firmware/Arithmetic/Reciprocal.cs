using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>
/// 128 / d per lane for d = 128 .. 32767 without a division: d is shifted to [0.5, 1) in three conditional steps, 1 / 2d comes from a straight
/// line and one Newton step. Error at most 0.4 % plus 3 LSB (a test measures it over all arguments).
/// </summary>
public static class Reciprocal
{
    /// <summary>Smallest argument; its result is 1 in Q0.15.</summary>
    public const int Smallest = 128;

    /// <summary>Intercept of the minimax line for 1/(2m) on [0.5, 1), 24/17 - 16/17 m, halved so that it fits Q0.15.</summary>
    public const int HalfIntercept = 23130;

    /// <summary>Slope of the line, halved.</summary>
    public const int HalfSlope = -15420;

    /// <summary>128 * 2^15 / d in Q0.15.</summary>
    public static VectorH Of(VectorH d)
    {
        VectorH scale = VectorUnit.SplatHalfword(32767);
        CompareWith(d, 2047);
        d = VectorUnit.Select(VectorUnit.Shift(d, 4), d, Condition.Greater);
        scale = VectorUnit.Select(scale, VectorUnit.Shift(scale, -4), Condition.Greater);
        CompareWith(d, 8191);
        d = VectorUnit.Select(VectorUnit.Shift(d, 2), d, Condition.Greater);
        scale = VectorUnit.Select(scale, VectorUnit.Shift(scale, -2), Condition.Greater);
        CompareWith(d, 16383);
        d = VectorUnit.Select(VectorUnit.Shift(d, 1), d, Condition.Greater);
        scale = VectorUnit.Select(scale, VectorUnit.Shift(scale, -1), Condition.Greater);

        VectorH halfLine = VectorUnit.AddModulo(
            VectorUnit.MultiplyFractional(d, VectorUnit.SplatHalfword(HalfSlope)),
            VectorUnit.SplatHalfword(HalfIntercept));
        VectorH line = VectorUnit.AddSaturating(halfLine, halfLine);

        // h(1 + (1 - 2 m h)): residual = 1/2 - m h, twice
        VectorH residual = VectorUnit.SubtractModulo(VectorUnit.SplatHalfword(16384), VectorUnit.MultiplyFractional(d, line));
        VectorH correction = VectorUnit.MultiplyFractional(VectorUnit.AddSaturating(residual, residual), line);
        return VectorUnit.MultiplyFractional(VectorUnit.AddSaturating(line, correction), scale);
    }

    private static void CompareWith(VectorH d, int largestSmall) =>
        VectorUnit.Compare(VectorUnit.SubtractSaturating(d, VectorUnit.SplatHalfword(largestSmall)));
}
