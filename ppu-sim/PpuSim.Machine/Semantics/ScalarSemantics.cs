using PpuSim.Isa;

namespace PpuSim.Machine.Semantics;

/// <summary>What each scalar instruction does: one function per row of the instruction table, looked up once when an instruction is decoded.</summary>
public static unsafe class ScalarSemantics
{
    private static readonly delegate*<ScalarState, in ScalarOperands, void>[] Executes = new delegate*<ScalarState, in ScalarOperands, void>[256];
    private static readonly delegate*<ScalarState, in ScalarOperands, uint, out uint, bool>[] Branches =
        new delegate*<ScalarState, in ScalarOperands, uint, out uint, bool>[256];
    private static readonly delegate*<ScalarState, in ScalarOperands, bool>[] Traps = new delegate*<ScalarState, in ScalarOperands, bool>[256];

    static ScalarSemantics()
    {
        Set(Op.Addi, &AddSubtract.Addi);
        Set(Op.Addis, &AddSubtract.Addis);
        Set(Op.Addic, &AddSubtract.Addic);
        Set(Op.AddicRecord, &AddSubtract.AddicRecord);
        Set(Op.Subfic, &AddSubtract.Subfic);
        Set(Op.Add, &AddSubtract.Add);
        Set(Op.Addc, &AddSubtract.Addc);
        Set(Op.Adde, &AddSubtract.Adde);
        Set(Op.Addme, &AddSubtract.Addme);
        Set(Op.Addze, &AddSubtract.Addze);
        Set(Op.Subf, &AddSubtract.Subf);
        Set(Op.Subfc, &AddSubtract.Subfc);
        Set(Op.Subfe, &AddSubtract.Subfe);
        Set(Op.Subfme, &AddSubtract.Subfme);
        Set(Op.Subfze, &AddSubtract.Subfze);
        Set(Op.Neg, &AddSubtract.Neg);

        Set(Op.Mulli, &MultiplyDivide.Mulli);
        Set(Op.Mullw, &MultiplyDivide.Mullw);
        Set(Op.Mulhw, &MultiplyDivide.Mulhw);
        Set(Op.Mulhwu, &MultiplyDivide.Mulhwu);
        Set(Op.Divw, &MultiplyDivide.Divw);
        Set(Op.Divwu, &MultiplyDivide.Divwu);

        Set(Op.Ori, &Logical.Ori);
        Set(Op.Oris, &Logical.Oris);
        Set(Op.Xori, &Logical.Xori);
        Set(Op.Xoris, &Logical.Xoris);
        Set(Op.AndiRecord, &Logical.AndiRecord);
        Set(Op.AndisRecord, &Logical.AndisRecord);
        Set(Op.And, &Logical.And);
        Set(Op.Andc, &Logical.Andc);
        Set(Op.Or, &Logical.Or);
        Set(Op.Orc, &Logical.Orc);
        Set(Op.Xor, &Logical.Xor);
        Set(Op.Nand, &Logical.Nand);
        Set(Op.Nor, &Logical.Nor);
        Set(Op.Eqv, &Logical.Eqv);
        Set(Op.Extsb, &Logical.Extsb);
        Set(Op.Extsh, &Logical.Extsh);
        Set(Op.Cntlzw, &Logical.Cntlzw);
        Set(Op.Popcntb, &Logical.Popcntb);
        Set(Op.Prtyw, &Logical.Prtyw);

        Set(Op.Rlwinm, &RotateShift.Rlwinm);
        Set(Op.Rlwnm, &RotateShift.Rlwnm);
        Set(Op.Rlwimi, &RotateShift.Rlwimi);
        Set(Op.Slw, &RotateShift.Slw);
        Set(Op.Srw, &RotateShift.Srw);
        Set(Op.Sraw, &RotateShift.Sraw);
        Set(Op.Srawi, &RotateShift.Srawi);

        Set(Op.Cmpi, &ConditionRegister.Cmpi);
        Set(Op.Cmpli, &ConditionRegister.Cmpli);
        Set(Op.Cmp, &ConditionRegister.Cmp);
        Set(Op.Cmpl, &ConditionRegister.Cmpl);
        Set(Op.Crand, &ConditionRegister.Crand);
        Set(Op.Crandc, &ConditionRegister.Crandc);
        Set(Op.Cror, &ConditionRegister.Cror);
        Set(Op.Crorc, &ConditionRegister.Crorc);
        Set(Op.Crxor, &ConditionRegister.Crxor);
        Set(Op.Creqv, &ConditionRegister.Creqv);
        Set(Op.Crnand, &ConditionRegister.Crnand);
        Set(Op.Crnor, &ConditionRegister.Crnor);
        Set(Op.Mcrf, &ConditionRegister.Mcrf);
        Set(Op.Mfcr, &ConditionRegister.Mfcr);
        Set(Op.Mfocrf, &ConditionRegister.Mfocrf);
        Set(Op.Mtcrf, &ConditionRegister.Mtcrf);
        Set(Op.Mtocrf, &ConditionRegister.Mtcrf);

        Branches[(int)Op.B] = &Branch.B;
        Branches[(int)Op.Bc] = &Branch.Bc;
        Branches[(int)Op.Bclr] = &Branch.Bclr;
        Branches[(int)Op.Bcctr] = &Branch.Bcctr;
        Branches[(int)Op.Rfi] = &Branch.Rfi;
        Branches[(int)Op.Rfci] = &Branch.Rfci;
        Branches[(int)Op.Rfmci] = &Branch.Rfmci;

        Traps[(int)Op.Tw] = &Trap.Tw;
        Traps[(int)Op.Twi] = &Trap.Twi;
    }

    /// <summary>The function of a fixed-point instruction, or null: moves from and to special registers, memory and system instructions belong to the pipeline.</summary>
    public static delegate*<ScalarState, in ScalarOperands, void> Execute(Op op) => Executes[(int)op];

    /// <summary>The function of a branch: (state, operands, address of the branch, out target) -> taken. Null for all others.</summary>
    public static delegate*<ScalarState, in ScalarOperands, uint, out uint, bool> Branching(Op op) => Branches[(int)op];

    /// <summary>The condition of a trap instruction, or null.</summary>
    public static delegate*<ScalarState, in ScalarOperands, bool> Trapping(Op op) => Traps[(int)op];

    private static void Set(Op op, delegate*<ScalarState, in ScalarOperands, void> execute) => Executes[(int)op] = execute;
}
