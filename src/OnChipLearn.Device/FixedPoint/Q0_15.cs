using System.Runtime.CompilerServices;

namespace OnChipLearn.Device;

/// <summary>Signed 16-bit fixed-point number with 0 integer and 15 fractional bits: value = <see cref="Raw"/> / 32768.</summary>
/// <param name="Raw">The halfword as stored.</param>
public readonly record struct Q0_15(short Raw)
{
    /// <summary>Fractional bits.</summary>
    public const int FractionalBits = 15;

    /// <summary>Sum clamped to the range, as <c>fxvaddhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q0_15 AddSaturating(Q0_15 a, Q0_15 b) => new(Saturation.ToHalfword(a.Raw + b.Raw));

    /// <summary>Difference clamped to the range, as <c>fxvsubhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q0_15 SubtractSaturating(Q0_15 a, Q0_15 b) => new(Saturation.ToHalfword(a.Raw - b.Raw));

    /// <summary>Product with a Q0.15 factor, truncated towards minus infinity, as <c>fxvmulhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q0_15 MultiplyFractional(Q0_15 a, Q0_15 b) => new(Saturation.ToHalfword((a.Raw * b.Raw) >> Q0_15.FractionalBits));
}
