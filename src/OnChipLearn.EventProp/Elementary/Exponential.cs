using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.Elementary;

/// <summary>
/// e^x from additions and multiplications alone, so that it has the same bits in a lane and alone, on every SIMD tier and with every C
/// library: x = n ln 2 + r, |r| &lt;= ln 2/2, e^x = 2^n (1 + r + r^2 P(r)) with P the Chebyshev interpolant of degree 9 (relative error
/// 1.8e-17 apart from rounding). Within 2 units in the last place for -708 &lt;= x &lt;= 709; 0 below -708; larger x are not for it.
/// </summary>
public static class Exponential
{
    /// <summary>e^x.</summary>
    public static double Of(double x) => Vector512.IsHardwareAccelerated ? Of(Doubles8.All(x)).First : Of(Doubles4.All(x)).First;

    /// <summary>e^x in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x)
        where T : struct, IDoubles<T>
    {
        // The sum's lowest mantissa bits are n in two's complement.
        var shifted = (x * Log2OfE) + T.All(RoundingShift);
        var n = shifted - T.All(RoundingShift);
        var r = x - (n * Ln2High) - (n * Ln2Low);
        var r2 = r * r;
        var r4 = r2 * r2;
        var p01 = T.All(5.0000000000000010e-1) + (r * 1.6666666666666669e-1);
        var p23 = T.All(4.1666666666624130e-2) + (r * 8.3333333333300620e-3);
        var p45 = T.All(1.3888888917213717e-3) + (r * 1.9841269863053618e-4);
        var p67 = T.All(2.4801521295954376e-5) + (r * 2.7557268459997064e-6);
        var p89 = T.All(2.7620088445409746e-7) + (r * 2.5100385495510320e-8);
        var p = p01 + (r2 * p23) + (r4 * (p45 + (r2 * p67) + (r4 * p89)));
        var power = T.AddIntegers(T.ShiftLeft(shifted, MantissaBits), T.AllIntegers(ExponentBias << MantissaBits));
        var result = (T.All(1) + (r + (r2 * p))) * power;
        return T.Select(T.Less(x, T.All(Smallest)), T.All(0), result);
    }

    internal const int MantissaBits = 52;
    private const long ExponentBias = 1023;

    /// <summary>Below, e^x would be subnormal.</summary>
    private const double Smallest = -708;

    /// <summary>1.5 * 2^52: adding it leaves the nearest integer in the mantissa.</summary>
    internal const double RoundingShift = 6755399441055744;
    private const double Log2OfE = 1.4426950408889634;

    /// <summary>The first 32 bits of ln 2: products with an exponent are exact.</summary>
    internal const double Ln2High = 0.6931471803691238;

    /// <summary>ln 2 - <see cref="Ln2High"/>.</summary>
    internal const double Ln2Low = 1.9082149292705877e-10;
}
