using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Runs an <see cref="IPackOperation"/> over all slices of a vector. Layout as in <see cref="VectorGeometry"/>; the destination may be one of the sources.
/// </summary>
public static class PackKernel
{
    /// <summary>Pack size <paramref name="size"/> = 0..3; <paramref name="lanes"/> is a multiple of 8.</summary>
    public static void Slices<TOperation>(
        ref ushort destination, ref ushort first, ref ushort second, int size, int lanes, SimdTier limit = SimdTier.Vector512)
        where TOperation : struct, IPackOperation
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            Run<Halfwords512, Vector512<short>, Vector512<int>, TOperation>(ref destination, ref first, ref second, size, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            Run<Halfwords256, Vector256<short>, Vector256<int>, TOperation>(ref destination, ref first, ref second, size, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Halfwords128, Vector128<short>, Vector128<int>, TOperation>(ref destination, ref first, ref second, size, lanes);
        }
        else
        {
            Scalar<TOperation>(ref destination, ref first, ref second, size, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<THalfwords, TE, TA, TOperation>(ref ushort destination, ref ushort first, ref ushort second, int size, int lanes)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
        where TE : struct
        where TA : struct
        where TOperation : struct, IPackOperation
    {
        for (nuint lane = 0; lane < (uint)lanes; lane += (uint)THalfwords.Count)
        {
            var a = THalfwords.Load(ref Unsafe.Add(ref first, lane));
            var b = THalfwords.Load(ref Unsafe.Add(ref second, lane));
            THalfwords.Store(TOperation.Apply<THalfwords, TE, TA>(a, b, size), ref Unsafe.Add(ref destination, lane));
        }
    }

    private static void Scalar<TOperation>(ref ushort destination, ref ushort first, ref ushort second, int size, int lanes)
        where TOperation : struct, IPackOperation
    {
        Span<byte> a = stackalloc byte[VectorGeometry.BytesPerSlice];
        Span<byte> b = stackalloc byte[VectorGeometry.BytesPerSlice];
        Span<byte> result = stackalloc byte[VectorGeometry.BytesPerSlice];
        for (var start = 0; start < lanes; start += VectorGeometry.LanesPerSlice)
        {
            for (var lane = 0; lane < VectorGeometry.LanesPerSlice; lane++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(a[(2 * lane)..], Unsafe.Add(ref first, start + lane));
                BinaryPrimitives.WriteUInt16BigEndian(b[(2 * lane)..], Unsafe.Add(ref second, start + lane));
            }

            TOperation.Scalar(a, b, result, size);
            for (var lane = 0; lane < VectorGeometry.LanesPerSlice; lane++)
            {
                Unsafe.Add(ref destination, start + lane) = BinaryPrimitives.ReadUInt16BigEndian(result[(2 * lane)..]);
            }
        }
    }
}
