using PpuSim.Arithmetic;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Machine.Semantics.Vector;

/// <summary>Multiplication and multiply-accumulate (ppu-reference 3.3, 3.5). The product of fractions is doubled and saturates for -1 times -1 only.</summary>
internal static class MultiplyAdd
{
    public static void Fxvmulhm(VectorState s, in VectorOperands o) =>
        ElementWise.Halfwords<MultiplyModulo, NotCounted>(s, o);

    public static void Fxvmulbm(VectorState s, in VectorOperands o) =>
        ElementWise.Bytes<MultiplyModulo, NotCounted>(s, o);

    public static void Fxvmulhfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Halfwords<MultiplyFractional, TCounting>(s, o);

    public static void Fxvmulbfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Bytes<MultiplyFractional, TCounting>(s, o);

    public static void Fxvmahm(VectorState s, in VectorOperands o) =>
        ElementWise.Halfwords<MultiplyAddModulo, NotCounted>(s, o);

    public static void Fxvmabm(VectorState s, in VectorOperands o) =>
        ElementWise.Bytes<MultiplyAddModulo, NotCounted>(s, o);

    public static void Fxvmahfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Halfwords<MultiplyAddFractional, TCounting>(s, o);

    public static void Fxvmabfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.Bytes<MultiplyAddFractional, TCounting>(s, o);

    public static void Fxvmultachm(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateHalfwords<SetProduct, NotCounted>(s, o);

    public static void Fxvmultacbm(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateBytes<SetProduct, NotCounted>(s, o);

    public static void Fxvmultachfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.AccumulateHalfwords<SetProductFractional, TCounting>(s, o);

    public static void Fxvmultacbfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.AccumulateBytes<SetProductFractional, TCounting>(s, o);

    public static void Fxvmatachm(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateHalfwords<AddProductModulo, NotCounted>(s, o);

    public static void Fxvmatacbm(VectorState s, in VectorOperands o) =>
        ElementWise.AccumulateBytes<AddProductModulo, NotCounted>(s, o);

    public static void Fxvmatachfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.AccumulateHalfwords<AddProductFractional, TCounting>(s, o);

    public static void Fxvmatacbfs<TCounting>(VectorState s, in VectorOperands o)
        where TCounting : struct, ISaturationCounting =>
        ElementWise.AccumulateBytes<AddProductFractional, TCounting>(s, o);
}
