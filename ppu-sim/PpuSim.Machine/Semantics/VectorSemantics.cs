using PpuSim.Arithmetic;
using PpuSim.Isa;
using PpuSim.Machine.Semantics.Vector;

namespace PpuSim.Machine.Semantics;

/// <summary>
/// What each vector arithmetic, compare and permute instruction does: one function per row of the instruction table, looked up once when an instruction is
/// decoded. fxvlax, fxvstax, fxvinx and fxvoutx have none: their transfers are sequenced by the timing model, which uses the accessors of
/// <see cref="VectorState"/>.
/// </summary>
public static unsafe class VectorSemantics
{
    private static readonly delegate*<VectorState, in VectorOperands, void>[] Executes = new delegate*<VectorState, in VectorOperands, void>[256];
    private static readonly delegate*<VectorState, in VectorOperands, void>[] Counts = new delegate*<VectorState, in VectorOperands, void>[256];

    static VectorSemantics()
    {
        Set(Op.Fxvmulhm, &MultiplyAdd.Fxvmulhm);
        Set(Op.Fxvmulbm, &MultiplyAdd.Fxvmulbm);
        Set(Op.Fxvmulhfs, &MultiplyAdd.Fxvmulhfs<NotCounted>, &MultiplyAdd.Fxvmulhfs<Counted>);
        Set(Op.Fxvmulbfs, &MultiplyAdd.Fxvmulbfs<NotCounted>, &MultiplyAdd.Fxvmulbfs<Counted>);
        Set(Op.Fxvmahm, &MultiplyAdd.Fxvmahm);
        Set(Op.Fxvmabm, &MultiplyAdd.Fxvmabm);
        Set(Op.Fxvmahfs, &MultiplyAdd.Fxvmahfs<NotCounted>, &MultiplyAdd.Fxvmahfs<Counted>);
        Set(Op.Fxvmabfs, &MultiplyAdd.Fxvmabfs<NotCounted>, &MultiplyAdd.Fxvmabfs<Counted>);
        Set(Op.Fxvmultachm, &MultiplyAdd.Fxvmultachm);
        Set(Op.Fxvmultacbm, &MultiplyAdd.Fxvmultacbm);
        Set(Op.Fxvmultachfs, &MultiplyAdd.Fxvmultachfs<NotCounted>, &MultiplyAdd.Fxvmultachfs<Counted>);
        Set(Op.Fxvmultacbfs, &MultiplyAdd.Fxvmultacbfs<NotCounted>, &MultiplyAdd.Fxvmultacbfs<Counted>);
        Set(Op.Fxvmatachm, &MultiplyAdd.Fxvmatachm);
        Set(Op.Fxvmatacbm, &MultiplyAdd.Fxvmatacbm);
        Set(Op.Fxvmatachfs, &MultiplyAdd.Fxvmatachfs<NotCounted>, &MultiplyAdd.Fxvmatachfs<Counted>);
        Set(Op.Fxvmatacbfs, &MultiplyAdd.Fxvmatacbfs<NotCounted>, &MultiplyAdd.Fxvmatacbfs<Counted>);

        Set(Op.Fxvaddhm, &VectorAddSubtract.Fxvaddhm);
        Set(Op.Fxvaddbm, &VectorAddSubtract.Fxvaddbm);
        Set(Op.Fxvaddhfs, &VectorAddSubtract.Fxvaddhfs<NotCounted>, &VectorAddSubtract.Fxvaddhfs<Counted>);
        Set(Op.Fxvaddbfs, &VectorAddSubtract.Fxvaddbfs<NotCounted>, &VectorAddSubtract.Fxvaddbfs<Counted>);
        Set(Op.Fxvsubhm, &VectorAddSubtract.Fxvsubhm);
        Set(Op.Fxvsubbm, &VectorAddSubtract.Fxvsubbm);
        Set(Op.Fxvsubhfs, &VectorAddSubtract.Fxvsubhfs<NotCounted>, &VectorAddSubtract.Fxvsubhfs<Counted>);
        Set(Op.Fxvsubbfs, &VectorAddSubtract.Fxvsubbfs<NotCounted>, &VectorAddSubtract.Fxvsubbfs<Counted>);

        Set(Op.Fxvmtach, &Accumulator.Fxvmtach);
        Set(Op.Fxvmtacb, &Accumulator.Fxvmtacb);
        Set(Op.Fxvmtachf, &Accumulator.Fxvmtachf);
        Set(Op.Fxvmtacbf, &Accumulator.Fxvmtacbf);
        Set(Op.Fxvaddtachm, &Accumulator.Fxvaddtachm);
        Set(Op.Fxvaddtacb, &Accumulator.Fxvaddtacb);
        Set(Op.Fxvaddactachm, &Accumulator.Fxvaddactachm);
        Set(Op.Fxvaddactacb, &Accumulator.Fxvaddactacb);
        Set(Op.Fxvaddactachf, &Accumulator.Fxvaddactachf<NotCounted>, &Accumulator.Fxvaddactachf<Counted>);
        Set(Op.Fxvaddactacbf, &Accumulator.Fxvaddactacbf<NotCounted>, &Accumulator.Fxvaddactacbf<Counted>);
        Set(Op.Fxvaddachm, &Accumulator.Fxvaddachm);
        Set(Op.Fxvaddacbm, &Accumulator.Fxvaddacbm);
        Set(Op.Fxvaddachfs, &Accumulator.Fxvaddachfs<NotCounted>, &Accumulator.Fxvaddachfs<Counted>);
        Set(Op.Fxvaddacbfs, &Accumulator.Fxvaddacbfs<NotCounted>, &Accumulator.Fxvaddacbfs<Counted>);

        Set(Op.Fxvcmph, &Compare.Fxvcmph);
        Set(Op.Fxvcmpb, &Compare.Fxvcmpb);

        Set(Op.Fxvsel, &Permute.Fxvsel);
        Set(Op.Fxvshh, &Permute.Fxvshh);
        Set(Op.Fxvshb, &Permute.Fxvshb);
        Set(Op.Fxvsplath, &Permute.Fxvsplath);
        Set(Op.Fxvsplatb, &Permute.Fxvsplatb);
        Set(Op.Fxvpckbu, &Permute.Fxvpckbu);
        Set(Op.Fxvpckbl, &Permute.Fxvpckbl);
        Set(Op.Fxvupckbl, &Permute.Fxvupckbl);
        Set(Op.Fxvupckbr, &Permute.Fxvupckbr);
    }

    /// <summary>The function of <paramref name="op"/>, or null for every other instruction.</summary>
    public static delegate*<VectorState, in VectorOperands, void> Execute(Op op) => Executes[(int)op];

    /// <summary>As <see cref="Execute"/>; the function also adds to <see cref="VectorState.SaturatedElements"/>.</summary>
    public static delegate*<VectorState, in VectorOperands, void> ExecuteCounting(Op op) => Counts[(int)op];

    private static void Set(Op op, delegate*<VectorState, in VectorOperands, void> executes) => Set(op, executes, executes);

    private static void Set(Op op, delegate*<VectorState, in VectorOperands, void> executes, delegate*<VectorState, in VectorOperands, void> counts)
    {
        Executes[(int)op] = executes;
        Counts[(int)op] = counts;
    }
}
