using System.Runtime.CompilerServices;

namespace OnChipLearn.Analog.Simd;

/// <summary>The model's own exponentials: polynomials in fused multiply-adds, the same bits on every tier.</summary>
public static class Exponential
{
    /// <summary>Magnitude of the argument up to which <see cref="Relative"/> is meant to be used.</summary>
    public const float RelativeLimit = 0.35f;

    /// <summary>Argument up to which <see cref="ShortDecay"/> is meant to be used.</summary>
    public const float ShortLimit = 0.5f;

    private const float Shift = 12582912f; // 1.5 * 2^23: adding it leaves the rounded integer in the low mantissa bits
    private const float Log2E = 1.44269502f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float LargestArgument = 87f;

    /// <summary>
    /// e^-z for z >= 0, relative error below 2e-7 (arguments above 87 count as 87).
    /// Range reduction by ln 2 in two parts (Cody and Waite), remainder by a polynomial of degree 6 fitted on |r| &lt;= ln2/2, 1 + r exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Decay<T>(T z)
        where T : struct, ILanes<T>
    {
        T bounded = T.Smaller(z, T.All(LargestArgument));
        T shifted = T.MultiplyAdd(bounded, T.All(-Log2E), T.All(Shift));
        T n = shifted - T.All(Shift);
        T r = T.MultiplyAdd(n, T.All(-Ln2High), T.All(0f) - bounded);
        r = T.MultiplyAdd(n, T.All(-Ln2Low), r);
        T p = T.MultiplyAdd(T.All(0.0013933645f), r, T.All(0.0083631771f));
        p = T.MultiplyAdd(p, r, T.All(0.0416664667f));
        p = T.MultiplyAdd(p, r, T.All(0.1666657627f));
        p = T.MultiplyAdd(p, r, T.All(0.5f));
        T e = T.MultiplyAdd(r * r, p, r) + T.All(1f);
        return e * T.PowerOfTwo(shifted);
    }

    /// <summary>e^-z for 0 &lt;= z &lt;= <see cref="ShortLimit"/>, relative error below 1e-7: polynomial of degree 5, equal error, 1 at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShortDecay<T>(T z)
        where T : struct, ILanes<T>
    {
        T p = T.MultiplyAdd(T.All(-0.006505267f), z, T.All(0.040686987f));
        p = T.MultiplyAdd(p, z, T.All(-0.16642143f));
        p = T.MultiplyAdd(p, z, T.All(0.49997273f));
        p = T.MultiplyAdd(p, z, T.All(-0.999999f));
        return T.MultiplyAdd(p, z, T.All(1f));
    }

    /// <summary>(e^z - 1)/z for |z| &lt;= <see cref="RelativeLimit"/>, relative error below 1e-7, regular at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relative<T>(T z)
        where T : struct, ILanes<T>
    {
        T p = T.MultiplyAdd(T.All(0.0013934535f), z, T.All(0.0083637694f));
        p = T.MultiplyAdd(p, z, T.All(0.0416664556f));
        p = T.MultiplyAdd(p, z, T.All(0.1666657329f));
        p = T.MultiplyAdd(p, z, T.All(0.5f));
        return T.MultiplyAdd(p, z, T.All(1f));
    }

    /// <summary>e^x in double for configuration and scalar state (short-term plasticity, correlation); relative error below 4e-15, x in -700..700.</summary>
    public static double OfDouble(double x)
    {
        double n = Math.Round(x * 1.4426950408889634);
        double r = (x - (n * 0.693147180369123816490)) - (n * 1.90821492927058770002e-10);
        double term = 1;
        double sum = 1;
        for (int k = 1; k <= 13; k++)
        {
            term *= r / k;
            sum += term;
        }

        return sum * BitConverter.Int64BitsToDouble((long)(1023 + n) << 52);
    }
}
