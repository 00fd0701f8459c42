using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Operations;

/// <summary>
/// Halfwords from two vectors of bytes, bytes 0..7 of each slice: with A from RA and B from RB, hi(i) = (A 2^c) | (B >> (8-2c)) and lo(i) = B 2^2c, each modulo
/// 256. With c = 0 RA gives the high and RB the low bytes. fxvupckbl.
/// </summary>
public readonly struct UnpackLeft : IPackOperation
{
    /// <inheritdoc/>
    public static void Scalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result, int size) =>
        UnpackedHalfwords.Scalar(first[..VectorGeometry.LanesPerSlice], second[..VectorGeometry.LanesPerSlice], result, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<THalfwords, TE, TA>(TE first, TE second, int size)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
        where TE : struct
        where TA : struct =>
        UnpackedHalfwords.Join<THalfwords, TE, TA>(THalfwords.SpreadLeft(first), THalfwords.SpreadLeft(second), size);
}

/// <summary>As <see cref="UnpackLeft"/> with bytes 8..15 of each slice. fxvupckbr.</summary>
public readonly struct UnpackRight : IPackOperation
{
    /// <inheritdoc/>
    public static void Scalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result, int size) =>
        UnpackedHalfwords.Scalar(first[VectorGeometry.LanesPerSlice..], second[VectorGeometry.LanesPerSlice..], result, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<THalfwords, TE, TA>(TE first, TE second, int size)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
        where TE : struct
        where TA : struct =>
        UnpackedHalfwords.Join<THalfwords, TE, TA>(THalfwords.SpreadRight(first), THalfwords.SpreadRight(second), size);
}

/// <summary>Joins an (8-c)-bit upper and an (8-c)-bit lower field, both right-aligned in bytes, to a left-aligned halfword.</summary>
internal static class UnpackedHalfwords
{
    public static void Scalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result, int size)
    {
        for (var i = 0; i < VectorGeometry.LanesPerSlice; i++)
        {
            result[2 * i] = (byte)((first[i] << size) | (second[i] >> (8 - (2 * size)) & ((1 << size) - 1)));
            result[(2 * i) + 1] = (byte)(second[i] << (2 * size));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Join<THalfwords, TE, TA>(TE first, TE second, int size)
        where THalfwords : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct
    {
        // The lower field may only fill the low 8+c bits: shifted to the top and back, what is above them is lost.
        var upper = THalfwords.ShiftLeft(first, 8 + size);
        var lower = THalfwords.ShiftRight(THalfwords.ShiftLeft(second, 8 + size), 8 - size);
        return THalfwords.Add(upper, lower);
    }
}
