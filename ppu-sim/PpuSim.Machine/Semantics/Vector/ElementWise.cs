using System.Runtime.CompilerServices;
using PpuSim.Arithmetic;
using PpuSim.Arithmetic.Kernels;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Machine.Semantics.Vector;

/// <summary>Applies a lane operation to the registers that the operands name, under the condition that they name.</summary>
internal static class ElementWise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Halfwords<TOperation, TCounting>(VectorState s, in VectorOperands o)
        where TOperation : struct, IRegisterOperation
        where TCounting : struct, ISaturationCounting =>
        Count<TCounting>(s, RegisterKernel.Halfwords<TOperation, TCounting>(
            ref s.Register(o.Rt), ref s.Register(o.Ra), ref s.Register(o.Rb), ref s.Accumulators, ref s.Mask(o.Condition), s.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bytes<TOperation, TCounting>(VectorState s, in VectorOperands o)
        where TOperation : struct, IRegisterOperation
        where TCounting : struct, ISaturationCounting =>
        Count<TCounting>(s, RegisterKernel.Bytes<TOperation, TCounting>(
            ref s.Register(o.Rt), ref s.Register(o.Ra), ref s.Register(o.Rb), ref s.Accumulators, ref s.Mask(o.Condition), s.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AccumulateHalfwords<TOperation, TCounting>(VectorState s, in VectorOperands o)
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting =>
        Count<TCounting>(s, AccumulatorKernel.Halfwords<TOperation, TCounting>(
            ref s.Accumulators, ref s.Register(o.Ra), ref s.Register(o.Rb), ref s.Mask(o.Condition), s.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AccumulateBytes<TOperation, TCounting>(VectorState s, in VectorOperands o)
        where TOperation : struct, IAccumulatorOperation
        where TCounting : struct, ISaturationCounting =>
        Count<TCounting>(s, AccumulatorKernel.Bytes<TOperation, TCounting>(
            ref s.Accumulators, ref s.Register(o.Ra), ref s.Register(o.Rb), ref s.Mask(o.Condition), s.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count<TCounting>(VectorState s, int saturated)
        where TCounting : struct, ISaturationCounting
    {
        if (TCounting.Counts)
        {
            s.SaturatedElements += saturated;
        }
    }
}
