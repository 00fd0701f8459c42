using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>Other spellings of vector instructions in existing sources (ppu-reference section 3.3). They are read, never printed.</summary>
internal static class VectorSpellings
{
    private static readonly Op[] AccumulatorOnly =
        [Op.Fxvmatachm, Op.Fxvmatacbm, Op.Fxvmatachfs, Op.Fxvmatacbfs, Op.Fxvmultachm, Op.Fxvmultacbm, Op.Fxvmultachfs, Op.Fxvmultacbfs];

    public static IEnumerable<Spelling> All() =>
    [
        Alias("fxvmtac", Op.Fxvmtach),
        Alias("fxvaddactacbm", Op.Fxvaddactacb),
        Alias("fxvaddtach", Op.Fxvaddtachm),

        // Old sources give these a target register, which the instruction does not have and which must be 0.
        .. AccumulatorOnly.Select(WithTarget),
    ];

    /// <summary>True for the spelling with the superfluous target register.</summary>
    public static bool HasRedundantTarget(Spelling spelling) => AccumulatorOnly.Contains(spelling.Op) && spelling.Operands.Count == 4;

    private static Spelling Alias(string mnemonic, Op op)
    {
        var row = InstructionTable.Row(op);
        return new Spelling(mnemonic, op, row.Match, RowSpellings.Operands(row), false);
    }

    private static Spelling WithTarget(Op op)
    {
        var row = InstructionTable.Row(op);
        Operand target = new("VRT", OperandKind.VectorRegister, 0, 0, 0, _ => 0, _ => 0);
        return new Spelling(row.Mnemonic, op, row.Match, [target, .. RowSpellings.Operands(row)], false);
    }
}
