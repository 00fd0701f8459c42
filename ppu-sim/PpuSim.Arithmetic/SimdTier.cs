using System.Runtime.Intrinsics;

namespace PpuSim.Arithmetic;

/// <summary>Instruction set level of a kernel. Every level gives the same bits; <see cref="Scalar"/> is the definition.</summary>
public enum SimdTier
{
    /// <summary>One element after the other, in 64-bit integers.</summary>
    Scalar,

    /// <summary>One slice (8 halfwords) per step.</summary>
    Vector128,

    /// <summary>Two slices (16 halfwords) per step.</summary>
    Vector256,

    /// <summary>Four slices (32 halfwords) per step.</summary>
    Vector512,
}

/// <summary>What this processor offers.</summary>
public static class SimdTiers
{
    /// <summary>The tiers that run on this machine, slowest first.</summary>
    public static IEnumerable<SimdTier> Available
    {
        get
        {
            yield return SimdTier.Scalar;
            if (Vector128.IsHardwareAccelerated)
            {
                yield return SimdTier.Vector128;
            }

            if (Vector256.IsHardwareAccelerated)
            {
                yield return SimdTier.Vector256;
            }

            if (Vector512.IsHardwareAccelerated)
            {
                yield return SimdTier.Vector512;
            }
        }
    }
}
