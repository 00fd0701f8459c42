using System.Runtime.Intrinsics;

namespace OnChipLearn.Analog.Simd;

/// <summary>Width of the kernels. Every tier gives the same bits; <see cref="Scalar"/> is the reference.</summary>
public enum SimdTier
{
    /// <summary>One lane.</summary>
    Scalar,

    /// <summary>Four lanes.</summary>
    Vector128,

    /// <summary>Eight lanes.</summary>
    Vector256,

    /// <summary>Sixteen lanes.</summary>
    Vector512,
}

/// <summary>Which tiers this host accelerates.</summary>
public static class SimdTiers
{
    /// <summary>The widest accelerated tier.</summary>
    public static SimdTier Widest =>
        Vector512.IsHardwareAccelerated ? SimdTier.Vector512
        : Vector256.IsHardwareAccelerated ? SimdTier.Vector256
        : Vector128.IsHardwareAccelerated ? SimdTier.Vector128
        : SimdTier.Scalar;
}
