using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.Elementary;

/// <summary>
/// The natural logarithm from additions, multiplications and one division, so that it has the same bits in a lane and alone, on every SIMD
/// tier and with every C library: x = 2^k (1 + f), sqrt(1/2) &lt;= 1 + f &lt; sqrt(2), s = f/(2 + f),
/// log(1 + f) = f - (f^2/2 - s (f^2/2 + R)), R = 2 (atanh(s)/s - 1) as s^2 Q(s^2) with Q the Chebyshev interpolant of degree 6 (relative error
/// 5e-18 apart from rounding). Within 2 units in the last place for normal positive x; other x are not for it.
/// </summary>
public static class Logarithm
{
    /// <summary>log x.</summary>
    public static double Of(double x) => Vector512.IsHardwareAccelerated ? Of(Doubles8.All(x)).First : Of(Doubles4.All(x)).First;

    /// <summary>log x in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x)
        where T : struct, IDoubles<T>
    {
        // Relative to the bits of sqrt(1/2) the exponent field counts k, and the mantissa field of what remains starts at sqrt(1/2).
        var offset = T.SubtractIntegers(x, T.AllIntegers(BitsOfRootHalf));
        var exponent = offset & T.AllIntegers(~MantissaMask);
        var f = T.SubtractIntegers(x, exponent) - T.All(1);
        var k = T.AddIntegers(T.ShiftRightArithmetic(exponent, Exponential.MantissaBits), T.AllIntegers(ShiftBits)) - T.All(Exponential.RoundingShift);
        var s = f / (T.All(2.0) + f);
        var z = s * s;
        var z2 = z * z;
        var q01 = T.All(0.666666666666667) + (z * 0.3999999999989889);
        var q23 = T.All(0.28571428626253836) + (z * 0.22222211089379496);
        var q456 = T.All(0.1818289243253687) + (z * 0.15331611722055008) + (z2 * 0.14617807153417325);
        var r = z * (q01 + (z2 * (q23 + (z2 * q456))));
        var half = f * f * 0.5;
        return (k * Exponential.Ln2High) - (half - ((s * (half + r)) + (k * Exponential.Ln2Low)) - f);
    }

    private const long MantissaMask = (1L << Exponential.MantissaBits) - 1;
    private const long BitsOfRootHalf = 0x3FE6A09E667F3BCD;

    /// <summary>The bits of <see cref="Exponential.RoundingShift"/>: an integer added to them is added to the number.</summary>
    private const long ShiftBits = 0x4338000000000000;
}
