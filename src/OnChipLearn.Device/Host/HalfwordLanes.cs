using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Device.Host;

/// <summary>
/// Halfword instructions on 32 lanes (half a vector) with their accumulator lanes, after the bit-exact model of ppu-reference 3.6. Portable
/// vector operations only: the same bits on every instruction set.
/// </summary>
internal static class HalfwordLanes
{
    private const int ShiftLimit = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Splat(int value) => Vector512.Create((short)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> MultiplyModulo(Vector512<short> a, Vector512<short> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> MultiplyFractional(Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = FractionalProduct(a, b);
        return Upper(p, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddModulo(Vector512<short> a, Vector512<short> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddSaturating(Vector512<short> a, Vector512<short> b) => Vector512.AddSaturate(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SubtractModulo(Vector512<short> a, Vector512<short> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SubtractSaturating(Vector512<short> a, Vector512<short> b) => Vector512.SubtractSaturate(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetProductModulo(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) => Product(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetProductFractional(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) => FractionalProduct(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) AddProductModulo(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = Product(a, b);
        return (accA + p, accB + q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) AddProductFractional(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = FractionalProduct(a, b);
        return (Vector512.AddSaturate(accA, p), Vector512.AddSaturate(accB, q));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) Set(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) => Vector512.Widen(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a)
    {
        (Vector512<int> p, Vector512<int> q) = Vector512.Widen(a);
        return (p << 16, q << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetSum(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = Vector512.Widen(a);
        (Vector512<int> r, Vector512<int> s) = Vector512.Widen(b);
        return (p + r, q + s);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) Add(Vector512<int> accA, Vector512<int> accB, Vector512<short> a)
    {
        (Vector512<int> p, Vector512<int> q) = Vector512.Widen(a);
        return (accA + p, accB + q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) AddFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a)
    {
        (Vector512<int> p, Vector512<int> q) = Vector512.Widen(a);
        return (Vector512.AddSaturate(accA, p << 16), Vector512.AddSaturate(accB, q << 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusProductModulo(Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) =>
        Vector512.Narrow(accA, accB) + (a * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusProductFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = FractionalProduct(a, b);
        return Upper(Vector512.AddSaturate(accA, p), Vector512.AddSaturate(accB, q));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusModulo(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) => Vector512.Narrow(accA, accB) + a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a)
    {
        (Vector512<int> p, Vector512<int> q) = AddFractional(accA, accB, a);
        return Upper(p, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare(Vector512<short> a, ref Vector512<short> greater, ref Vector512<short> less, ref Vector512<short> equal)
    {
        greater = Vector512.GreaterThan(a, Vector512<short>.Zero);
        less = Vector512.LessThan(a, Vector512<short>.Zero);
        equal = Vector512.Equals(a, Vector512<short>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Shift(Vector512<short> a, int count) => count switch
    {
        >= 0 => a << count,
        <= -ShiftLimit => Vector512<short>.Zero,
        _ => a >>> -count,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> A, Vector512<int> B) Product(Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = Vector512.Widen(a);
        (Vector512<int> r, Vector512<int> s) = Vector512.Widen(b);
        return (p * r, q * s);
    }

    /// <summary>P = 2*a*b; only a = b = -2^15 overflows, to the one product that equals the smallest integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> A, Vector512<int> B) FractionalProduct(Vector512<short> a, Vector512<short> b)
    {
        (Vector512<int> p, Vector512<int> q) = Product(a, b);
        Vector512<int> smallest = Vector512.Create(int.MinValue);
        p += p;
        q += q;
        return (p + Vector512.Equals(p, smallest), q + Vector512.Equals(q, smallest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Upper(Vector512<int> a, Vector512<int> b) => Vector512.Narrow(a >> 16, b >> 16);
}
