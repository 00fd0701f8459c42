using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Conversion between the big-endian bytes of a vector in memory and its lanes: byte 2e is the upper, byte 2e+1 the lower half of lane e. Layout as in
/// <see cref="VectorGeometry"/>.
/// </summary>
/// <remarks>Source: ppu-reference section 3.9.</remarks>
public static class MemoryOrder
{
    /// <summary>Reads <paramref name="lanes"/> lanes (a multiple of 8) from twice as many bytes.</summary>
    public static void ToLanes(ref byte bytes, ref ushort destination, int lanes, SimdTier limit = SimdTier.Vector512) =>
        Swap(ref Unsafe.As<byte, ushort>(ref bytes), ref destination, lanes, limit);

    /// <summary>Writes <paramref name="lanes"/> lanes (a multiple of 8) to twice as many bytes.</summary>
    public static void ToBytes(ref ushort source, ref byte bytes, int lanes, SimdTier limit = SimdTier.Vector512) =>
        Swap(ref source, ref Unsafe.As<byte, ushort>(ref bytes), lanes, limit);

    private static void Swap(ref ushort source, ref ushort destination, int lanes, SimdTier limit)
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            Run<Halfwords512, Vector512<short>, Vector512<int>>(ref source, ref destination, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            Run<Halfwords256, Vector256<short>, Vector256<int>>(ref source, ref destination, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Halfwords128, Vector128<short>, Vector128<int>>(ref source, ref destination, lanes);
        }
        else
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                Unsafe.Add(ref destination, lane) = BinaryPrimitives.ReverseEndianness(Unsafe.Add(ref source, lane));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<THalfwords, TE, TA>(ref ushort source, ref ushort destination, int lanes)
        where THalfwords : struct, ILanes<TE, TA>, ISliceBytes<TE>
    {
        for (nuint lane = 0; lane < (uint)lanes; lane += (uint)THalfwords.Count)
        {
            THalfwords.Store(THalfwords.SwapBytes(THalfwords.Load(ref Unsafe.Add(ref source, lane))), ref Unsafe.Add(ref destination, lane));
        }
    }
}
