using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Operations;

/// <summary>Upper part of packed halfwords: byte i of a slice is hi(i) >> c. Halfwords 0..7 are those of RA, 8..15 those of RB. fxvpckbu.</summary>
public readonly struct PackUpper : IPackOperation
{
    /// <inheritdoc/>
    public static void Scalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result, int size)
    {
        for (var i = 0; i < VectorGeometry.BytesPerSlice; i++)
        {
            var source = i < VectorGeometry.LanesPerSlice ? first : second;
            var high = source[2 * (i % VectorGeometry.LanesPerSlice)];
            result[i] = (byte)(high >> size);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<THalfwords, TE, TA>(TE first, TE second, int size)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
        where TE : struct
        where TA : struct =>
        THalfwords.PackLowBytes(THalfwords.ShiftRight(first, 8 + size), THalfwords.ShiftRight(second, 8 + size));
}

/// <summary>
/// Lower part of packed halfwords: byte i of a slice is ((hi(i) mod 2^c) 2^(8-2c)) | (lo(i) >> 2c), that is bits 7+c..2c of halfword i. fxvpckbl.
/// </summary>
public readonly struct PackLower : IPackOperation
{
    /// <inheritdoc/>
    public static void Scalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result, int size)
    {
        for (var i = 0; i < VectorGeometry.BytesPerSlice; i++)
        {
            var source = i < VectorGeometry.LanesPerSlice ? first : second;
            var high = source[2 * (i % VectorGeometry.LanesPerSlice)];
            var low = source[(2 * (i % VectorGeometry.LanesPerSlice)) + 1];
            result[i] = (byte)(((high & ((1 << size) - 1)) << (8 - (2 * size))) | (low >> (2 * size)));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<THalfwords, TE, TA>(TE first, TE second, int size)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
        where TE : struct
        where TA : struct =>
        THalfwords.PackLowBytes(
            THalfwords.ShiftRight(THalfwords.ShiftLeft(first, 8 - size), 8 + size),
            THalfwords.ShiftRight(THalfwords.ShiftLeft(second, 8 - size), 8 + size));
}
