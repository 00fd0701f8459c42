using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <content>
/// Pack and unpack (ppu-reference 3.8). They work inside slices of 8 halfwords = 16 bytes: the "left" halfword vector stands for bytes 0 to 7 of
/// every slice, the "right" one for bytes 8 to 15. The size c (0 to 3) must be a constant: a (16-2c)-bit left-aligned value is split into two
/// right-aligned fields of 8-c bits, for c = 2 a 12-bit weight in two 6-bit rows.
/// </content>
public static partial class VectorUnit
{
    /// <summary>Upper fields: byte i of a slice is the high byte of halfword i, shifted right by c; i = 0 to 7 from left, 8 to 15 from right.</summary>
    [PpuInstruction("fxvpckbu")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PackUpper(VectorH left, VectorH right, int c) =>
        new(Packing.PackUpper(left.Lower, right.Lower, c), Packing.PackUpper(left.Upper, right.Upper, c));

    /// <summary>Lower fields: byte i of a slice is ((high &amp; (2^c - 1)) &lt;&lt; (8 - 2c)) | (low >> 2c) of halfword i; order as in <see cref="PackUpper"/>.</summary>
    [PpuInstruction("fxvpckbl")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PackLower(VectorH left, VectorH right, int c) =>
        new(Packing.PackLower(left.Lower, right.Lower, c), Packing.PackLower(left.Upper, right.Upper, c));

    /// <summary>
    /// Halfwords of the bytes 0 to 7 of every slice: high byte (upper &lt;&lt; c) | (lower >> (8 - 2c)), low byte lower &lt;&lt; 2c. With c = 0 a byte
    /// interleave: <c>UnpackLeft(zero, x, 0)</c> extends without sign, <c>UnpackLeft(x, zero, 0)</c> gives x * 256.
    /// </summary>
    [PpuInstruction("fxvupckbl")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH UnpackLeft(VectorB upper, VectorB lower, int c) =>
        new(Packing.UnpackLeft(upper.Lower, lower.Lower, c), Packing.UnpackLeft(upper.Upper, lower.Upper, c));

    /// <summary>As <see cref="UnpackLeft"/> for the bytes 8 to 15 of every slice.</summary>
    [PpuInstruction("fxvupckbr")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH UnpackRight(VectorB upper, VectorB lower, int c) =>
        new(Packing.UnpackRight(upper.Lower, lower.Lower, c), Packing.UnpackRight(upper.Upper, lower.Upper, c));
}
