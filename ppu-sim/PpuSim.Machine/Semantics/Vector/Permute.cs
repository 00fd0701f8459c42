using PpuSim.Arithmetic.Kernels;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Machine.Semantics.Vector;

/// <summary>Selection, shifts by constants, splats, packing and unpacking (ppu-reference 3.7, 3.8).</summary>
internal static class Permute
{
    public static void Fxvsel(VectorState s, in VectorOperands o) =>
        SelectKernel.Bytes(ref s.Register(o.Rt), ref s.Register(o.Ra), ref s.Register(o.Rb), ref s.Mask(o.Condition), s.Lanes);

    public static void Fxvshh(VectorState s, in VectorOperands o) =>
        ShiftKernel.Halfwords(ref s.Register(o.Rt), ref s.Register(o.Ra), o.Immediate, s.Lanes);

    public static void Fxvshb(VectorState s, in VectorOperands o) =>
        ShiftKernel.Bytes(ref s.Register(o.Rt), ref s.Register(o.Ra), o.Immediate, s.Lanes);

    public static void Fxvsplath(VectorState s, in VectorOperands o) => SplatKernel.Halfwords(ref s.Register(o.Rt), o.Scalar, s.Lanes);

    public static void Fxvsplatb(VectorState s, in VectorOperands o) => SplatKernel.Bytes(ref s.Register(o.Rt), o.Scalar, s.Lanes);

    public static void Fxvpckbu(VectorState s, in VectorOperands o) => Pack<PackUpper>(s, o);

    public static void Fxvpckbl(VectorState s, in VectorOperands o) => Pack<PackLower>(s, o);

    public static void Fxvupckbl(VectorState s, in VectorOperands o) => Pack<UnpackLeft>(s, o);

    public static void Fxvupckbr(VectorState s, in VectorOperands o) => Pack<UnpackRight>(s, o);

    private static void Pack<TOperation>(VectorState s, in VectorOperands o)
        where TOperation : struct, IPackOperation =>
        PackKernel.Slices<TOperation>(ref s.Register(o.Rt), ref s.Register(o.Ra), ref s.Register(o.Rb), o.Immediate, s.Lanes);
}
