using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Runs an <see cref="IAccumulatorOperation"/> over all lanes of a vector. References, layout and mask as for <see cref="RegisterKernel"/>; each enabled byte of
/// a lane enables the half of the 32-bit accumulator that belongs to it, in byte and halfword operations alike.
/// </summary>
public static class AccumulatorKernel
{
    /// <summary>On signed halfwords. <paramref name="lanes"/> is a multiple of 8; returns the number of saturated halfwords if counted, else 0.</summary>
    public static int Halfwords<TOperation, TCounting>(
        ref int accumulators, ref ushort first, ref ushort second, ref ushort mask, int lanes, SimdTier limit = SimdTier.Vector512)
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            return Run<Halfwords512, Vector512<short>, Vector512<int>, TOperation, TCounting>(ref accumulators, ref first, ref second, ref mask, lanes);
        }

        if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            return Run<Halfwords256, Vector256<short>, Vector256<int>, TOperation, TCounting>(ref accumulators, ref first, ref second, ref mask, lanes);
        }

        return Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128
            ? Run<Halfwords128, Vector128<short>, Vector128<int>, TOperation, TCounting>(ref accumulators, ref first, ref second, ref mask, lanes)
            : Scalar<TOperation, TCounting>(VectorGeometry.HalfwordBits, ref accumulators, ref first, ref second, ref mask, lanes);
    }

    /// <summary>On signed bytes, with two 16-bit accumulators per lane. As <see cref="Halfwords"/> otherwise.</summary>
    public static int Bytes<TOperation, TCounting>(
        ref int accumulators, ref ushort first, ref ushort second, ref ushort mask, int lanes, SimdTier limit = SimdTier.Vector512)
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Bytes512.Count == 0)
        {
            return Run<Bytes512, Vector512<sbyte>, Vector512<short>, TOperation, TCounting>(ref accumulators, ref first, ref second, ref mask, lanes);
        }

        if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Bytes256.Count == 0)
        {
            return Run<Bytes256, Vector256<sbyte>, Vector256<short>, TOperation, TCounting>(ref accumulators, ref first, ref second, ref mask, lanes);
        }

        return Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128
            ? Run<Bytes128, Vector128<sbyte>, Vector128<short>, TOperation, TCounting>(ref accumulators, ref first, ref second, ref mask, lanes)
            : Scalar<TOperation, TCounting>(VectorGeometry.ByteBits, ref accumulators, ref first, ref second, ref mask, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TLanes, TE, TA, TOperation, TCounting>(ref int accumulators, ref ushort first, ref ushort second, ref ushort mask, int lanes)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting
    {
        var saturated = 0;
        for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
        {
            var a = TLanes.Load(ref Unsafe.Add(ref first, lane));
            var b = TOperation.ReadsSecond ? TLanes.Load(ref Unsafe.Add(ref second, lane)) : default;
            ref var lower = ref Unsafe.Add(ref accumulators, lane);
            ref var upper = ref Unsafe.Add(ref accumulators, lane + ((uint)TLanes.Count / 2));
            if (Unsafe.IsNullRef(ref mask))
            {
                saturated += Half<TLanes, TE, TA, TOperation, TCounting>(ref lower, TLanes.WidenLower(a), TLanes.WidenLower(b), default, masked: false);
                saturated += Half<TLanes, TE, TA, TOperation, TCounting>(ref upper, TLanes.WidenUpper(a), TLanes.WidenUpper(b), default, masked: false);
            }
            else
            {
                var enabled = TLanes.Load(ref Unsafe.Add(ref mask, lane));
                saturated += Half<TLanes, TE, TA, TOperation, TCounting>(
                    ref lower, TLanes.WidenLower(a), TLanes.WidenLower(b), TLanes.WidenMaskLower(enabled), masked: true);
                saturated += Half<TLanes, TE, TA, TOperation, TCounting>(
                    ref upper, TLanes.WidenUpper(a), TLanes.WidenUpper(b), TLanes.WidenMaskUpper(enabled), masked: true);
            }
        }

        return saturated;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Half<TLanes, TE, TA, TOperation, TCounting>(ref int accumulators, TA a, TA b, TA enabled, bool masked)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting
    {
        var old = TOperation.ReadsAccumulator || masked ? TLanes.LoadAccumulators(ref accumulators) : default;
        var result = TOperation.Apply<TLanes, TE, TA>(a, b, old);
        TLanes.StoreAccumulators(masked ? TLanes.BlendWide(enabled, result, old) : result, ref accumulators);
        if (!TCounting.Counts)
        {
            return 0;
        }

        var saturated = TOperation.Saturated<TLanes, TE, TA>(a, b, old);
        return TLanes.CountNonZeroWide(masked ? TLanes.AndWide(saturated, enabled) : saturated);
    }

    private static int Scalar<TOperation, TCounting>(
        int bits, ref int accumulators, ref ushort first, ref ushort second, ref ushort mask, int lanes)
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting
    {
        var saturated = 0;
        for (var lane = 0; lane < lanes; lane++)
        {
            int a = Unsafe.Add(ref first, lane);
            int b = TOperation.ReadsSecond ? Unsafe.Add(ref second, lane) : 0;
            int enabled = Unsafe.IsNullRef(ref mask) ? ushort.MaxValue : Unsafe.Add(ref mask, lane);
            ref var target = ref Unsafe.Add(ref accumulators, lane);
            long result = 0;
            for (var position = 0; position < VectorGeometry.HalfwordBits; position += bits)
            {
                var x = FixedPoint.Wrap(bits, a >> position);
                var y = FixedPoint.Wrap(bits, b >> position);
                var old = FixedPoint.Wrap(2 * bits, (long)target >> (2 * position));
                result |= (TOperation.Scalar(bits, x, y, old) & ((1L << (2 * bits)) - 1)) << (2 * position);
                if (TCounting.Counts && (enabled >> position & ((1 << bits) - 1)) != 0 && TOperation.Saturates(bits, x, y, old))
                {
                    saturated++;
                }
            }

            // Each byte of the mask enables 16 bits.
            var enabledAccumulator = ((enabled & 0xff00) != 0 ? 0xffff0000L : 0) | ((enabled & 0x00ff) != 0 ? 0x0000ffffL : 0);
            target = (int)((result & enabledAccumulator) | (target & ~enabledAccumulator));
        }

        return saturated;
    }
}
