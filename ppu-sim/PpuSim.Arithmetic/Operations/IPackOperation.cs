using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Operations;

/// <summary>
/// A rearrangement inside every slice of 8 halfword lanes: byte vectors from halfword vectors or the reverse. <see cref="Scalar"/> defines it on the
/// 16 big-endian bytes of a slice; <see cref="Apply"/> is the same on SIMD registers of one or more slices.
/// </summary>
/// <remarks>Source: ppu-reference section 3.8; RTL vector_permute.sv.</remarks>
public interface IPackOperation
{
    /// <summary>The 16 result bytes of one slice from 16 bytes of RA and 16 of RB; <paramref name="size"/> = 0..3.</summary>
    static abstract void Scalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result, int size);

    /// <summary>The result lanes of one SIMD register.</summary>
    static abstract TE Apply<THalfwords, TE, TA>(TE first, TE second, int size)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
        where TE : struct
        where TA : struct;
}
