using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Device.Host;

/// <summary>
/// Byte instructions on 64 bytes (half a vector) kept as 32 halfwords: byte 2e is the high, byte 2e+1 the low half of lane e; their 16-bit
/// accumulators are bits 31 to 16 and 15 to 0 of accumulator lane e (ppu-reference 3.1, 3.6). Portable vector operations only.
/// </summary>
internal static class ByteLanes
{
    private const int ShiftLimit = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Splat(int value) => Join(Vector512.Create((short)value), Vector512.Create((short)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> MultiplyModulo(Vector512<short> a, Vector512<short> b) => Join(High(a) * High(b), Low(a) * Low(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> MultiplyFractional(Vector512<short> a, Vector512<short> b) =>
        Join(FractionalProduct(High(a), High(b)) >> 8, FractionalProduct(Low(a), Low(b)) >> 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddModulo(Vector512<short> a, Vector512<short> b) => (a.AsByte() + b.AsByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddSaturating(Vector512<short> a, Vector512<short> b) =>
        Vector512.AddSaturate(a.AsSByte(), b.AsSByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SubtractModulo(Vector512<short> a, Vector512<short> b) => (a.AsByte() - b.AsByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SubtractSaturating(Vector512<short> a, Vector512<short> b) =>
        Vector512.SubtractSaturate(a.AsSByte(), b.AsSByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetProductModulo(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) => Combine(High(a) * High(b), Low(a) * Low(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetProductFractional(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) =>
        Combine(FractionalProduct(High(a), High(b)), FractionalProduct(Low(a), Low(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) AddProductModulo(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) =>
        Combine(HighHalf(accA, accB) + (High(a) * High(b)), LowHalf(accA, accB) + (Low(a) * Low(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) AddProductFractional(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) =>
        Combine(
            Vector512.AddSaturate(HighHalf(accA, accB), FractionalProduct(High(a), High(b))),
            Vector512.AddSaturate(LowHalf(accA, accB), FractionalProduct(Low(a), Low(b))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) Set(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) =>
        Combine(High(a), Low(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) =>
        Combine(High(a) << 8, a << 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) SetSum(
        Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) => Combine(High(a) + High(b), Low(a) + Low(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) Add(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) =>
        Combine(HighHalf(accA, accB) + High(a), LowHalf(accA, accB) + Low(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) AddFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) =>
        Combine(Vector512.AddSaturate(HighHalf(accA, accB), High(a) << 8), Vector512.AddSaturate(LowHalf(accA, accB), a << 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusProductModulo(Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) =>
        Join(HighHalf(accA, accB) + (High(a) * High(b)), LowHalf(accA, accB) + (Low(a) * Low(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusProductFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a, Vector512<short> b) =>
        Join(
            Vector512.AddSaturate(HighHalf(accA, accB), FractionalProduct(High(a), High(b))) >> 8,
            Vector512.AddSaturate(LowHalf(accA, accB), FractionalProduct(Low(a), Low(b))) >> 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusModulo(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) =>
        Join(HighHalf(accA, accB) + High(a), LowHalf(accA, accB) + Low(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PlusFractional(Vector512<int> accA, Vector512<int> accB, Vector512<short> a) =>
        Join(
            Vector512.AddSaturate(HighHalf(accA, accB), High(a) << 8) >> 8,
            Vector512.AddSaturate(LowHalf(accA, accB), a << 8) >> 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare(Vector512<short> a, ref Vector512<short> greater, ref Vector512<short> less, ref Vector512<short> equal)
    {
        Vector512<sbyte> bytes = a.AsSByte();
        greater = Vector512.GreaterThan(bytes, Vector512<sbyte>.Zero).AsInt16();
        less = Vector512.LessThan(bytes, Vector512<sbyte>.Zero).AsInt16();
        equal = Vector512.Equals(bytes, Vector512<sbyte>.Zero).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Shift(Vector512<short> a, int count)
    {
        if (count is >= ShiftLimit or <= -ShiftLimit)
        {
            return Vector512<short>.Zero;
        }

        Vector512<ushort> lanes = a.AsUInt16();
        Vector512<ushort> low = lanes & Vector512.Create((ushort)0xFF);
        Vector512<ushort> high = lanes >>> 8;
        return count >= 0
            ? Join((high << count).AsInt16(), (low << count).AsInt16())
            : Join((high >>> -count).AsInt16(), (low >>> -count).AsInt16());
    }

    /// <summary>Exchanges the bytes of each pair: memory order to lane order and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SwapPairs(Vector512<short> a) => (a << 8) | (a >>> 8);

    /// <summary>Byte masks of halfwords to masks of the accumulator halves that the bytes gate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> A, Vector512<int> B) WidenHalves(Vector512<short> mask) => Combine(High(mask), Low(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> High(Vector512<short> a) => a >> 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Low(Vector512<short> a) => (a << 8) >> 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Join(Vector512<short> high, Vector512<short> low) => (high << 8) | (low & Vector512.Create((short)0xFF));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> HighHalf(Vector512<int> accA, Vector512<int> accB) => Vector512.Narrow(accA >> 16, accB >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> LowHalf(Vector512<int> accA, Vector512<int> accB) => Vector512.Narrow(accA, accB);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> A, Vector512<int> B) Combine(Vector512<short> high, Vector512<short> low)
    {
        (Vector512<int> p, Vector512<int> q) = Vector512.Widen(high);
        (Vector512<uint> r, Vector512<uint> s) = Vector512.Widen(low.AsUInt16());
        return ((p << 16) | r.AsInt32(), (q << 16) | s.AsInt32());
    }

    /// <summary>P = 2*a*b of sign-extended bytes; only a = b = -128 overflows, to the smallest halfword.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> FractionalProduct(Vector512<short> a, Vector512<short> b)
    {
        Vector512<short> p = a * b;
        p += p;
        return p + Vector512.Equals(p, Vector512.Create(short.MinValue));
    }
}
