using System.Runtime.CompilerServices;

namespace OnChipLearn.Device;

/// <summary>Signed 16-bit fixed-point number with 7 integer and 8 fractional bits: value = <see cref="Raw"/> / 256.</summary>
/// <param name="Raw">The halfword as stored.</param>
public readonly record struct Q7_8(short Raw)
{
    /// <summary>Fractional bits.</summary>
    public const int FractionalBits = 8;

    /// <summary>Sum clamped to the range, as <c>fxvaddhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q7_8 AddSaturating(Q7_8 a, Q7_8 b) => new(Saturation.ToHalfword(a.Raw + b.Raw));

    /// <summary>Difference clamped to the range, as <c>fxvsubhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q7_8 SubtractSaturating(Q7_8 a, Q7_8 b) => new(Saturation.ToHalfword(a.Raw - b.Raw));

    /// <summary>Product with a Q0.15 factor, truncated towards minus infinity, as <c>fxvmulhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q7_8 MultiplyFractional(Q7_8 a, Q0_15 b) => new(Saturation.ToHalfword((a.Raw * b.Raw) >> Q0_15.FractionalBits));
}
