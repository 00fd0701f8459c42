namespace PpuSim.Arithmetic.Lanes;

/// <summary>
/// Byte shuffles inside one slice in host order: byte k (of the little-endian numbers, Low before High) is the position from which byte k of the result
/// comes, 0x80 gives a zero byte. Big-endian byte k of the slice lies at host position k ^ 1. Compile-time constants, so that the tiers can embed them as
/// literals of any register width.
/// </summary>
internal static class SlicePatterns
{
    /// <summary>Exchanges the bytes of every halfword.</summary>
    public const ulong SwapLow = 0x06070405_02030001;

    /// <summary>Positions 8..15 of <see cref="SwapLow"/>.</summary>
    public const ulong SwapHigh = 0x0e0f0c0d_0a0b0809;

    /// <summary>Low bytes of halfwords 0..7 to big-endian bytes 0..7.</summary>
    public const ulong PackLeftLow = 0x0c0e080a_04060002;

    /// <summary>Positions 8..15 of <see cref="PackLeftLow"/>.</summary>
    public const ulong PackLeftHigh = 0x80808080_80808080;

    /// <summary>Low bytes of halfwords 0..7 to big-endian bytes 8..15.</summary>
    public const ulong PackRightLow = 0x80808080_80808080;

    /// <summary>Positions 8..15 of <see cref="PackRightLow"/>.</summary>
    public const ulong PackRightHigh = 0x0c0e080a_04060002;

    /// <summary>Big-endian bytes 0..7 to the low bytes of halfwords 0..7.</summary>
    public const ulong SpreadLeftLow = 0x80028003_80008001;

    /// <summary>Positions 8..15 of <see cref="SpreadLeftLow"/>.</summary>
    public const ulong SpreadLeftHigh = 0x80068007_80048005;

    /// <summary>Big-endian bytes 8..15 to the low bytes of halfwords 0..7.</summary>
    public const ulong SpreadRightLow = 0x800a800b_80088009;

    /// <summary>Positions 8..15 of <see cref="SpreadRightLow"/>.</summary>
    public const ulong SpreadRightHigh = 0x800e800f_800c800d;
}
