using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Runs an <see cref="IRegisterOperation"/> over all lanes of a vector. Registers, accumulators and mask are given by references to their first lane;
/// layout as in <see cref="VectorGeometry"/>; the destination may be one of the sources. The mask holds the enabled bytes of each lane (0xff00, 0x00ff, both
/// or none); a null reference enables all. Disabled bytes of the destination keep their value.
/// </summary>
public static class RegisterKernel
{
    /// <summary>On signed halfwords. <paramref name="lanes"/> is a multiple of 8; returns the number of saturated halfwords if counted, else 0.</summary>
    public static int Halfwords<TOperation, TCounting>(
        ref ushort destination, ref ushort first, ref ushort second, ref int accumulators, ref ushort mask, int lanes, SimdTier limit = SimdTier.Vector512)
        where TOperation : struct, IRegisterOperation
        where TCounting : struct, ISaturationCounting
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            return Run<Halfwords512, Vector512<short>, Vector512<int>, TOperation, TCounting>(
                ref destination, ref first, ref second, ref accumulators, ref mask, lanes);
        }

        if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            return Run<Halfwords256, Vector256<short>, Vector256<int>, TOperation, TCounting>(
                ref destination, ref first, ref second, ref accumulators, ref mask, lanes);
        }

        return Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128
            ? Run<Halfwords128, Vector128<short>, Vector128<int>, TOperation, TCounting>(
                ref destination, ref first, ref second, ref accumulators, ref mask, lanes)
            : Scalar<TOperation, TCounting>(
                VectorGeometry.HalfwordBits, ref destination, ref first, ref second, ref accumulators, ref mask, lanes);
    }

    /// <summary>On signed bytes, with two 16-bit accumulators per lane. As <see cref="Halfwords"/> otherwise.</summary>
    public static int Bytes<TOperation, TCounting>(
        ref ushort destination, ref ushort first, ref ushort second, ref int accumulators, ref ushort mask, int lanes, SimdTier limit = SimdTier.Vector512)
        where TOperation : struct, IRegisterOperation
        where TCounting : struct, ISaturationCounting
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Bytes512.Count == 0)
        {
            return Run<Bytes512, Vector512<sbyte>, Vector512<short>, TOperation, TCounting>(
                ref destination, ref first, ref second, ref accumulators, ref mask, lanes);
        }

        if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Bytes256.Count == 0)
        {
            return Run<Bytes256, Vector256<sbyte>, Vector256<short>, TOperation, TCounting>(
                ref destination, ref first, ref second, ref accumulators, ref mask, lanes);
        }

        return Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128
            ? Run<Bytes128, Vector128<sbyte>, Vector128<short>, TOperation, TCounting>(
                ref destination, ref first, ref second, ref accumulators, ref mask, lanes)
            : Scalar<TOperation, TCounting>(
                VectorGeometry.ByteBits, ref destination, ref first, ref second, ref accumulators, ref mask, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TLanes, TE, TA, TOperation, TCounting>(
        ref ushort destination, ref ushort first, ref ushort second, ref int accumulators, ref ushort mask, int lanes)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct
        where TOperation : struct, IRegisterOperation
        where TCounting : struct, ISaturationCounting
    {
        var saturated = 0;
        for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
        {
            var a = TLanes.Load(ref Unsafe.Add(ref first, lane));
            var b = TOperation.ReadsSecond ? TLanes.Load(ref Unsafe.Add(ref second, lane)) : default;
            TA lower = default;
            TA upper = default;
            if (TOperation.ReadsAccumulator)
            {
                lower = TLanes.LoadAccumulators(ref Unsafe.Add(ref accumulators, lane));
                upper = TLanes.LoadAccumulators(ref Unsafe.Add(ref accumulators, lane + ((uint)TLanes.Count / 2)));
            }

            var result = TOperation.Apply<TLanes, TE, TA>(a, b, lower, upper);
            ref var target = ref Unsafe.Add(ref destination, lane);
            if (Unsafe.IsNullRef(ref mask))
            {
                if (TCounting.Counts)
                {
                    saturated += TLanes.CountNonZero(TOperation.Saturated<TLanes, TE, TA>(a, b, lower, upper));
                }
            }
            else
            {
                var enabled = TLanes.Load(ref Unsafe.Add(ref mask, lane));
                if (TCounting.Counts)
                {
                    saturated += TLanes.CountNonZero(TLanes.And(TOperation.Saturated<TLanes, TE, TA>(a, b, lower, upper), enabled));
                }

                result = TLanes.Blend(enabled, result, TLanes.Load(ref target));
            }

            TLanes.Store(result, ref target);
        }

        return saturated;
    }

    private static int Scalar<TOperation, TCounting>(
        int bits, ref ushort destination, ref ushort first, ref ushort second, ref int accumulators, ref ushort mask, int lanes)
        where TOperation : struct, IRegisterOperation
        where TCounting : struct, ISaturationCounting
    {
        var saturated = 0;
        for (var lane = 0; lane < lanes; lane++)
        {
            int a = Unsafe.Add(ref first, lane);
            int b = TOperation.ReadsSecond ? Unsafe.Add(ref second, lane) : 0;
            var accumulator = TOperation.ReadsAccumulator ? Unsafe.Add(ref accumulators, lane) : 0;
            int enabled = Unsafe.IsNullRef(ref mask) ? ushort.MaxValue : Unsafe.Add(ref mask, lane);
            var result = 0;
            for (var position = 0; position < VectorGeometry.HalfwordBits; position += bits)
            {
                var x = FixedPoint.Wrap(bits, a >> position);
                var y = FixedPoint.Wrap(bits, b >> position);
                var sum = FixedPoint.Wrap(2 * bits, (long)accumulator >> (2 * position));
                var elementBits = (1 << bits) - 1;
                result |= ((int)TOperation.Scalar(bits, x, y, sum) & elementBits) << position;
                if (TCounting.Counts && (enabled >> position & elementBits) != 0 && TOperation.Saturates(bits, x, y, sum))
                {
                    saturated++;
                }
            }

            ref var target = ref Unsafe.Add(ref destination, lane);
            target = (ushort)((result & enabled) | (target & ~enabled));
        }

        return saturated;
    }
}
