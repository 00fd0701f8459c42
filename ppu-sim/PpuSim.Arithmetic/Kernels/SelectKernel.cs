using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Arithmetic.Lanes;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>
/// Chooses between two vectors, byte by byte: fxvsel. Layout as in <see cref="VectorGeometry"/>; the destination may be one of the sources.
/// </summary>
/// <remarks>Source: ppu-reference section 3.7; RTL vector_permute.sv.</remarks>
public static class SelectKernel
{
    /// <summary>
    /// Destination bytes are those of <paramref name="second"/> where the mask holds (everywhere, when it is a null reference), else those of
    /// <paramref name="first"/>. <paramref name="lanes"/> is a multiple of 8.
    /// </summary>
    public static void Bytes(
        ref ushort destination, ref ushort first, ref ushort second, ref ushort mask, int lanes, SimdTier limit = SimdTier.Vector512)
    {
        if (Vector512.IsHardwareAccelerated && limit >= SimdTier.Vector512 && lanes % Halfwords512.Count == 0)
        {
            Run<Halfwords512, Vector512<short>, Vector512<int>>(ref destination, ref first, ref second, ref mask, lanes);
        }
        else if (Vector256.IsHardwareAccelerated && limit >= SimdTier.Vector256 && lanes % Halfwords256.Count == 0)
        {
            Run<Halfwords256, Vector256<short>, Vector256<int>>(ref destination, ref first, ref second, ref mask, lanes);
        }
        else if (Vector128.IsHardwareAccelerated && limit >= SimdTier.Vector128)
        {
            Run<Halfwords128, Vector128<short>, Vector128<int>>(ref destination, ref first, ref second, ref mask, lanes);
        }
        else
        {
            Scalar(ref destination, ref first, ref second, ref mask, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TLanes, TE, TA>(ref ushort destination, ref ushort first, ref ushort second, ref ushort mask, int lanes)
        where TLanes : struct, ILanes<TE, TA>
    {
        for (nuint lane = 0; lane < (uint)lanes; lane += (uint)TLanes.Count)
        {
            var chosen = TLanes.Load(ref Unsafe.Add(ref second, lane));
            if (!Unsafe.IsNullRef(ref mask))
            {
                chosen = TLanes.Blend(TLanes.Load(ref Unsafe.Add(ref mask, lane)), chosen, TLanes.Load(ref Unsafe.Add(ref first, lane)));
            }

            TLanes.Store(chosen, ref Unsafe.Add(ref destination, lane));
        }
    }

    private static void Scalar(ref ushort destination, ref ushort first, ref ushort second, ref ushort mask, int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            int holds = Unsafe.IsNullRef(ref mask) ? ushort.MaxValue : Unsafe.Add(ref mask, lane);
            Unsafe.Add(ref destination, lane) = (ushort)((Unsafe.Add(ref second, lane) & holds) | (Unsafe.Add(ref first, lane) & ~holds));
        }
    }
}
