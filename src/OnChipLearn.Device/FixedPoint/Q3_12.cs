using System.Runtime.CompilerServices;

namespace OnChipLearn.Device;

/// <summary>Signed 16-bit fixed-point number with 3 integer and 12 fractional bits: value = <see cref="Raw"/> / 4096.</summary>
/// <param name="Raw">The halfword as stored.</param>
public readonly record struct Q3_12(short Raw)
{
    /// <summary>Fractional bits.</summary>
    public const int FractionalBits = 12;

    /// <summary>Sum clamped to the range, as <c>fxvaddhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q3_12 AddSaturating(Q3_12 a, Q3_12 b) => new(Saturation.ToHalfword(a.Raw + b.Raw));

    /// <summary>Difference clamped to the range, as <c>fxvsubhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q3_12 SubtractSaturating(Q3_12 a, Q3_12 b) => new(Saturation.ToHalfword(a.Raw - b.Raw));

    /// <summary>Product with a Q0.15 factor, truncated towards minus infinity, as <c>fxvmulhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q3_12 MultiplyFractional(Q3_12 a, Q0_15 b) => new(Saturation.ToHalfword((a.Raw * b.Raw) >> Q0_15.FractionalBits));
}
