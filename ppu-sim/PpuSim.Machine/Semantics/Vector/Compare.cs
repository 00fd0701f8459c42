using PpuSim.Arithmetic.Kernels;

namespace PpuSim.Machine.Semantics.Vector;

/// <summary>Comparison of every element with zero, to the condition register (ppu-reference 3.7).</summary>
internal static class Compare
{
    private const int Greater = 1;
    private const int Less = 2;
    private const int Equal = 3;

    public static void Fxvcmph(VectorState s, in VectorOperands o) =>
        CompareKernel.Halfwords(ref s.Mask(Equal), ref s.Mask(Greater), ref s.Mask(Less), ref s.Register(o.Ra), s.Lanes);

    public static void Fxvcmpb(VectorState s, in VectorOperands o) =>
        CompareKernel.Bytes(ref s.Mask(Equal), ref s.Mask(Greater), ref s.Mask(Less), ref s.Register(o.Ra), s.Lanes);
}
