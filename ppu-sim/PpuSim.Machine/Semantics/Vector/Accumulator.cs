using PpuSim.Arithmetic;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Machine.Semantics.Vector;

/// <summary>Moves and additions between vector registers and the accumulator (ppu-reference 3.3).</summary>
internal static class Accumulator
{
    public static void Fxvmtach(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateHalfwords<SetElement, NotCounted>(s, o);

    public static void Fxvmtacb(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateBytes<SetElement, NotCounted>(s, o);

    public static void Fxvmtachf(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateHalfwords<SetElementFractional, NotCounted>(s, o);

    public static void Fxvmtacbf(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateBytes<SetElementFractional, NotCounted>(s, o);

    public static void Fxvaddtachm(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateHalfwords<SetSum, NotCounted>(s, o);

    public static void Fxvaddtacb(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateBytes<SetSum, NotCounted>(s, o);

    public static void Fxvaddactachm(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateHalfwords<AddElementModulo, NotCounted>(s, o);

    public static void Fxvaddactacb(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateBytes<AddElementModulo, NotCounted>(s, o);

    public static void Fxvaddactachf<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.AccumulateHalfwords<AddElementFractional, TCounting>(s, o);

    public static void Fxvaddactacbf<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.AccumulateBytes<AddElementFractional, TCounting>(s, o);

    public static void Fxvaddachm(VectorState s, in VectorOperands o) =>
        ElementWise.Halfwords<AddAccumulatorModulo, NotCounted>(s, o);

    public static void Fxvaddacbm(VectorState s, in VectorOperands o) =>
        ElementWise.Bytes<AddAccumulatorModulo, NotCounted>(s, o);

    public static void Fxvaddachfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Halfwords<AddAccumulatorFractional, TCounting>(s, o);

    public static void Fxvaddacbfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Bytes<AddAccumulatorFractional, TCounting>(s, o);
}
