using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>
/// 128 / d per lane for d = 128 .. 32767 without a division: d is shifted to [0.5, 1) in three conditional steps, 1 / 2d comes from a straight
/// line and one Newton step. Relative error at most 0.4 % (a test measures it over all arguments).
/// </summary>
public static class Reciprocal
{
    /// <summary>Smallest argument; its result is 1 in Q0.15.</summary>
    public const int Smallest = 128;

    // minimax line for 1/(2m) on [0.5, 1): 24/17 - 16/17 m, here halved so that it fits Q0.15
    private const int HalfIntercept = 23130;
    private const int HalfSlope = -15420;

    /// <summary>128 * 2^15 / d in Q0.15.</summary>
    public static VectorH Of(VectorH d)
    {
        VectorH scale = VectorUnit.SplatHalfword(32767);
        (d, scale) = Normalise(d, scale, 2047, 4);
        (d, scale) = Normalise(d, scale, 8191, 2);
        (d, scale) = Normalise(d, scale, 16383, 1);

        VectorH halfLine = VectorUnit.AddModulo(
            VectorUnit.MultiplyFractional(d, VectorUnit.SplatHalfword(HalfSlope)),
            VectorUnit.SplatHalfword(HalfIntercept));
        VectorH line = VectorUnit.AddSaturating(halfLine, halfLine);

        // h(1 + (1 - 2 m h)): residual = 1/2 - m h, twice
        VectorH residual = VectorUnit.SubtractModulo(VectorUnit.SplatHalfword(16384), VectorUnit.MultiplyFractional(d, line));
        VectorH correction = VectorUnit.MultiplyFractional(VectorUnit.AddSaturating(residual, residual), line);
        return VectorUnit.MultiplyFractional(VectorUnit.AddSaturating(line, correction), scale);
    }

    private static (VectorH D, VectorH Scale) Normalise(VectorH d, VectorH scale, int largestSmall, int shift)
    {
        VectorUnit.Compare(VectorUnit.SubtractSaturating(d, VectorUnit.SplatHalfword(largestSmall)));
        return (
            VectorUnit.Select(VectorUnit.Shift(d, shift), d, Condition.Greater),
            VectorUnit.Select(scale, VectorUnit.Shift(scale, -shift), Condition.Greater));
    }
}
