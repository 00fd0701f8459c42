using PpuSim.Isa.Instructions;

namespace PpuSim.Isa;

/// <summary>All instructions of the core, and the decoder over them.</summary>
public static class InstructionTable
{
    private const int ExtendedOpcodes = 1024;

    private static readonly InstructionRow[] ByOp = new InstructionRow[256];
    private static readonly InstructionRow?[][] ByWord = new InstructionRow?[64][];

    static InstructionTable()
    {
        Rows =
        [
            .. AddSubtract.Rows, .. MultiplyDivide.Rows, .. Logical.Rows, .. RotateShift.Rows, .. Compare.Rows, .. ConditionRegister.Rows,
            .. Branch.Rows, .. LoadStore.Rows, .. SystemControl.Rows,
            .. VectorArithmetic.Rows, .. VectorCompare.Rows, .. VectorPermute.Rows, .. VectorMemory.Rows,
        ];
        foreach (var row in Rows)
        {
            ByOp[(int)row.Op] = row;
        }

        for (uint primary = 0; primary < 64; primary++)
        {
            ByWord[primary] = Candidates(primary);
        }
    }

    /// <summary>Every row once, grouped by chapter.</summary>
    public static IReadOnlyList<InstructionRow> Rows { get; }

    /// <summary>The row of <paramref name="op"/>; <see cref="Op.Undefined"/> has none.</summary>
    public static InstructionRow Row(Op op) => ByOp[(int)op] ?? throw new ArgumentOutOfRangeException(nameof(op), op, "no such instruction");

    /// <summary>The instruction that <paramref name="word"/> encodes, or null where the core knows none (it then executes as a no-op).</summary>
    public static InstructionRow? Find(uint word)
    {
        var row = ByWord[word >> 26][word >> 1 & (ExtendedOpcodes - 1)];
        return row is null || row.Matches(word) ? row : FindSlowly(word);
    }

    // Rows that share an extended opcode (mfcr and mfocrf) differ in other bits.
    private static InstructionRow? FindSlowly(uint word) => Rows.FirstOrDefault(row => row.Matches(word));

    private static InstructionRow?[] Candidates(uint primary)
    {
        var candidates = new InstructionRow?[ExtendedOpcodes];
        for (uint extended = 0; extended < ExtendedOpcodes; extended++)
        {
            const uint LookedAt = 0xfc0007fe;
            var word = primary << 26 | extended << 1;
            candidates[extended] = Rows.FirstOrDefault(row => (word & row.Mask) == (row.Match & LookedAt));
        }

        return candidates;
    }
}
