using System.Runtime.CompilerServices;

namespace OnChipLearn.Device;

/// <summary>Signed 16-bit fixed-point number with 11 integer and 4 fractional bits: value = <see cref="Raw"/> / 16.</summary>
/// <param name="Raw">The halfword as stored.</param>
public readonly record struct Q11_4(short Raw)
{
    /// <summary>Fractional bits.</summary>
    public const int FractionalBits = 4;

    /// <summary>Sum clamped to the range, as <c>fxvaddhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q11_4 AddSaturating(Q11_4 a, Q11_4 b) => new(Saturation.ToHalfword(a.Raw + b.Raw));

    /// <summary>Difference clamped to the range, as <c>fxvsubhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q11_4 SubtractSaturating(Q11_4 a, Q11_4 b) => new(Saturation.ToHalfword(a.Raw - b.Raw));

    /// <summary>Product with a Q0.15 factor, truncated towards minus infinity, as <c>fxvmulhfs</c> does per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Q11_4 MultiplyFractional(Q11_4 a, Q0_15 b) => new(Saturation.ToHalfword((a.Raw * b.Raw) >> Q0_15.FractionalBits));
}
