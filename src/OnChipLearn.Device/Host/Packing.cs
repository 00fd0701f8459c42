using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Device.Host;

/// <summary>Pack and unpack on four slices of 8 halfwords (ppu-reference 3.8).</summary>
internal static class Packing
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PackUpper(Vector512<short> left, Vector512<short> right, int c) =>
        Gather(left.AsUInt16() >>> (8 + c), right.AsUInt16() >>> (8 + c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PackLower(Vector512<short> left, Vector512<short> right, int c)
    {
        // ((high & (2^c - 1)) << (8 - 2c)) | (low >> 2c) is bits 8+c-1 .. 2c of the halfword
        Vector512<ushort> mask = Vector512.Create((ushort)((1 << (8 - c)) - 1));
        return Gather((left.AsUInt16() >>> (2 * c)) & mask, (right.AsUInt16() >>> (2 * c)) & mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> UnpackLeft(Vector512<short> upper, Vector512<short> lower, int c) =>
        Unpack(Spread(upper, 0), Spread(lower, 0), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> UnpackRight(Vector512<short> upper, Vector512<short> lower, int c) =>
        Unpack(Spread(upper, 1), Spread(lower, 1), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Unpack(Vector512<ushort> a, Vector512<ushort> b, int c)
    {
        Vector512<ushort> high = (a << c) | ((b >>> (8 - (2 * c))) & Vector512.Create((ushort)((1 << c) - 1)));
        Vector512<ushort> low = (b << (2 * c)) & Vector512.Create((ushort)0xFF);
        return ((high << 8) | low).AsInt16();
    }

    /// <summary>Bytes in the low halves of halfwords to byte pairs: per slice 4 pairs from left, then 4 from right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Gather(Vector512<ushort> left, Vector512<ushort> right)
    {
        Vector512<ulong> pairs = Vector512.Narrow(Pairs(left), Pairs(right)).AsUInt64();
        return Vector512.Shuffle(pairs, Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7)).AsInt16();
    }

    /// <summary>Even element in bits 15 to 8, odd element in bits 7 to 0 of each word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Pairs(Vector512<ushort> bytes)
    {
        Vector512<uint> words = bytes.AsUInt32();
        return ((words << 8) | (words >>> 16)) & Vector512.Create(0xFFFFu);
    }

    /// <summary>The 8 bytes of the left (0) or right (1) half of every slice, one per halfword.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Spread(Vector512<short> bytes, ulong half)
    {
        Vector512<ulong> index = Vector512.Create(0UL, 2, 4, 6, 0, 2, 4, 6) + Vector512.Create(half);
        Vector512<uint> pairs = Vector512.WidenLower(Vector512.Shuffle(bytes.AsUInt64(), index).AsUInt16());
        return ((pairs >>> 8) | ((pairs & Vector512.Create(0xFFu)) << 16)).AsUInt16();
    }
}
