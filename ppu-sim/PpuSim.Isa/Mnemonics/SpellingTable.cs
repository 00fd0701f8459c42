namespace PpuSim.Isa.Mnemonics;

/// <summary>Every spelling, by mnemonic for the assembler and by instruction for the disassembler.</summary>
public static class SpellingTable
{
    private static readonly Dictionary<string, Spelling[]> ByMnemonic;
    private static readonly Dictionary<Op, Spelling[]> ByOp;

    static SpellingTable()
    {
        var plain = RowSpellings.All();

        // Simplified spellings come first: they are preferred where both fit.
        Spelling[] all =
        [
            .. SimplifiedSpellings.All(), .. BranchSpellings.All(), .. TrapSpellings.All(), .. SpecialRegisterSpellings.All(),
            .. RotateSpellings.All(plain), .. VectorSpellings.All(), .. plain,
        ];
        ByMnemonic = all.GroupBy(spelling => spelling.Mnemonic).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
        ByOp = all.Where(spelling => spelling.IsPrinted).GroupBy(spelling => spelling.Op).ToDictionary(group => group.Key, group => group.ToArray());
        All = all;
    }

    public static IReadOnlyList<Spelling> All { get; }

    /// <summary>The spellings of a mnemonic; none when it is unknown.</summary>
    public static IReadOnlyList<Spelling> OfMnemonic(string mnemonic) => ByMnemonic.GetValueOrDefault(mnemonic, []);

    /// <summary>The printable spellings of an instruction, the preferred first.</summary>
    public static IReadOnlyList<Spelling> OfInstruction(Op op) => ByOp.GetValueOrDefault(op, []);
}
