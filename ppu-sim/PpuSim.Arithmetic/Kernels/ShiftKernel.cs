using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Logical shift of every element by a constant: fxvshh, fxvshb. Positive amounts shift left, negative ones right, zeros move in; amounts of the element's
/// width and more give 0. Layout as in <see cref="VectorGeometry"/>; the destination may be the source.
/// </summary>
/// <remarks>Source: ppu-reference section 3.7; RTL vector_permute.sv.</remarks>
public static class ShiftKernel
{
    /// <summary>Shifts halfwords by <paramref name="amount"/> = -16..15. <paramref name="lanes"/> is a multiple of 8.</summary>
    public static void Halfwords(ref ushort destination, ref ushort source, int amount, int lanes, SimdTier limit = SimdTier.Vector512)
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            Run<Halfwords512, Vector512<short>, Vector512<int>>(VectorGeometry.HalfwordBits, ref destination, ref source, amount, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            Run<Halfwords256, Vector256<short>, Vector256<int>>(VectorGeometry.HalfwordBits, ref destination, ref source, amount, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Halfwords128, Vector128<short>, Vector128<int>>(VectorGeometry.HalfwordBits, ref destination, ref source, amount, lanes);
        }
        else
        {
            Scalar(VectorGeometry.HalfwordBits, ref destination, ref source, amount, lanes);
        }
    }

    /// <summary>Shifts bytes by <paramref name="amount"/> = -16..15. <paramref name="lanes"/> is a multiple of 8.</summary>
    public static void Bytes(ref ushort destination, ref ushort source, int amount, int lanes, SimdTier limit = SimdTier.Vector512)
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Bytes512.Count == 0)
        {
            Run<Bytes512, Vector512<sbyte>, Vector512<short>>(VectorGeometry.ByteBits, ref destination, ref source, amount, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Bytes256.Count == 0)
        {
            Run<Bytes256, Vector256<sbyte>, Vector256<short>>(VectorGeometry.ByteBits, ref destination, ref source, amount, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Bytes128, Vector128<sbyte>, Vector128<short>>(VectorGeometry.ByteBits, ref destination, ref source, amount, lanes);
        }
        else
        {
            Scalar(VectorGeometry.ByteBits, ref destination, ref source, amount, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TLanes, TE, TA>(int bits, ref ushort destination, ref ushort source, int amount, int lanes)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
    {
        // SIMD shifts take their amount modulo the width.
        if (amount >= bits || amount <= -bits)
        {
            for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
            {
                TLanes.Store(default, ref Unsafe.Add(ref destination, lane));
            }
        }
        else if (amount >= 0)
        {
            for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
            {
                TLanes.Store(TLanes.ShiftLeft(TLanes.Load(ref Unsafe.Add(ref source, lane)), amount), ref Unsafe.Add(ref destination, lane));
            }
        }
        else
        {
            for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
            {
                TLanes.Store(TLanes.ShiftRight(TLanes.Load(ref Unsafe.Add(ref source, lane)), -amount), ref Unsafe.Add(ref destination, lane));
            }
        }
    }

    private static void Scalar(int bits, ref ushort destination, ref ushort source, int amount, int lanes)
    {
        var elementBits = (1 << bits) - 1;
        for (var lane = 0; lane < lanes; lane++)
        {
            int a = Unsafe.Add(ref source, lane);
            var result = 0;
            for (var position = 0; position < VectorGeometry.HalfwordBits; position += bits)
            {
                var element = a >> position & elementBits;
                var shifted = amount >= 0 ? element << amount : element >> -amount;
                result |= (shifted & elementBits) << position;
            }

            Unsafe.Add(ref destination, lane) = (ushort)result;
        }
    }
}
