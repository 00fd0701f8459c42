using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Signed comparison of every element with zero: fxvcmph, fxvcmpb. The three results are masks of one <c>ushort</c> per lane, 0xff in every byte that belongs
/// to an element for which the relation holds. Layout as in <see cref="VectorGeometry"/>.
/// </summary>
/// <remarks>Source: ppu-reference sections 3.1 and 3.7; RTL vector_compare.sv (which keeps one bit per four bits of a halfword).</remarks>
public static class CompareKernel
{
    /// <summary>Compares halfwords. <paramref name="lanes"/> is a multiple of 8.</summary>
    public static void Halfwords(
        ref ushort equal, ref ushort greater, ref ushort less, ref ushort source, int lanes, SimdTier limit = SimdTier.Vector512)
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            Run<Halfwords512, Vector512<short>, Vector512<int>>(ref equal, ref greater, ref less, ref source, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            Run<Halfwords256, Vector256<short>, Vector256<int>>(ref equal, ref greater, ref less, ref source, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Halfwords128, Vector128<short>, Vector128<int>>(ref equal, ref greater, ref less, ref source, lanes);
        }
        else
        {
            Scalar(VectorGeometry.HalfwordBits, ref equal, ref greater, ref less, ref source, lanes);
        }
    }

    /// <summary>Compares bytes. <paramref name="lanes"/> is a multiple of 8.</summary>
    public static void Bytes(
        ref ushort equal, ref ushort greater, ref ushort less, ref ushort source, int lanes, SimdTier limit = SimdTier.Vector512)
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Bytes512.Count == 0)
        {
            Run<Bytes512, Vector512<sbyte>, Vector512<short>>(ref equal, ref greater, ref less, ref source, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Bytes256.Count == 0)
        {
            Run<Bytes256, Vector256<sbyte>, Vector256<short>>(ref equal, ref greater, ref less, ref source, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Bytes128, Vector128<sbyte>, Vector128<short>>(ref equal, ref greater, ref less, ref source, lanes);
        }
        else
        {
            Scalar(VectorGeometry.ByteBits, ref equal, ref greater, ref less, ref source, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TLanes, TE, TA>(ref ushort equal, ref ushort greater, ref ushort less, ref ushort source, int lanes)
        where TLanes : struct, ILanes<TE, TA>
    {
        for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
        {
            var a = TLanes.Load(ref Unsafe.Add(ref source, lane));
            TLanes.Store(TLanes.IsZero(a), ref Unsafe.Add(ref equal, lane));
            TLanes.Store(TLanes.IsPositive(a), ref Unsafe.Add(ref greater, lane));
            TLanes.Store(TLanes.IsNegative(a), ref Unsafe.Add(ref less, lane));
        }
    }

    private static void Scalar(int bits, ref ushort equal, ref ushort greater, ref ushort less, ref ushort source, int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            int a = Unsafe.Add(ref source, lane);
            int equals = 0, above = 0, below = 0;
            for (var position = 0; position < VectorGeometry.HalfwordBits; position += bits)
            {
                var x = FixedPoint.Wrap(bits, a >> position);
                var element = ((1 << bits) - 1) << position;
                equals |= x == 0 ? element : 0;
                above |= x > 0 ? element : 0;
                below |= x < 0 ? element : 0;
            }

            Unsafe.Add(ref equal, lane) = (ushort)equals;
            Unsafe.Add(ref greater, lane) = (ushort)above;
            Unsafe.Add(ref less, lane) = (ushort)below;
        }
    }
}
