using PpuSim.Arithmetic;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Machine.Semantics.Vector;

/// <summary>Addition and subtraction of vector registers (ppu-reference 3.3).</summary>
internal static class VectorAddSubtract
{
    public static void Fxvaddhm(VectorState s, in VectorOperands o) =>
        ElementWise.Halfwords<AddModulo, NotCounted>(s, o);

    public static void Fxvaddbm(VectorState s, in VectorOperands o) =>
        ElementWise.Bytes<AddModulo, NotCounted>(s, o);

    public static void Fxvaddhfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Halfwords<AddSaturating, TCounting>(s, o);

    public static void Fxvaddbfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Bytes<AddSaturating, TCounting>(s, o);

    public static void Fxvsubhm(VectorState s, in VectorOperands o) =>
        ElementWise.Halfwords<SubtractModulo, NotCounted>(s, o);

    public static void Fxvsubbm(VectorState s, in VectorOperands o) =>
        ElementWise.Bytes<SubtractModulo, NotCounted>(s, o);

    public static void Fxvsubhfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Halfwords<SubtractSaturating, TCounting>(s, o);

    public static void Fxvsubbfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Bytes<SubtractSaturating, TCounting>(s, o);
}
