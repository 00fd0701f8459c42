using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Operations;

/// <summary>
/// A lane operation whose result is the accumulator. a and b are signed elements of n bits (16 or 8), A is their signed accumulator of 2n bits.
/// <see cref="Scalar"/> defines it; <see cref="Apply"/> is the same on SIMD registers of sign-extended elements.
/// </summary>
/// <remarks>Source of all operations: ppu-reference section 3.6, validated there against the RTL (valu_mult_add.sv).</remarks>
public interface IAccumulatorOperation
{
    /// <summary>True when the result depends on b.</summary>
    static abstract bool ReadsSecond { get; }

    /// <summary>True when the result depends on A.</summary>
    static abstract bool ReadsAccumulator { get; }

    /// <summary>The new accumulator; its low 2n bits count.</summary>
    static abstract long Scalar(int bits, long a, long b, long accumulator);

    /// <summary>True when a saturation changed the value of the product or the sum. Operations that wrap or only move never saturate.</summary>
    static virtual bool Saturates(int bits, long a, long b, long accumulator) => false;

    /// <summary>The new accumulators of one SIMD register of accumulators; a and b sign-extended to 2n bits.</summary>
    static abstract TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct;

    /// <summary>All ones in the accumulators for which <see cref="Saturates"/> holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TA Saturated<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        default;
}
