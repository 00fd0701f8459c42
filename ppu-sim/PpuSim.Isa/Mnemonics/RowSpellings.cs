using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>The spellings that follow from the instruction table alone: each row with each combination of its suffixes.</summary>
internal static class RowSpellings
{
    public static Spelling[] All() => [.. InstructionTable.Rows.SelectMany(row => Of(row, row.Mnemonic, OperandList.Parse(Written(row), row.Form), 0, true))];

    /// <summary>The suffixed spellings of <paramref name="row"/> under another name or with other operands.</summary>
    /// <param name="row">The instruction.</param>
    /// <param name="mnemonic">Without suffixes.</param>
    /// <param name="operands">In assembler order.</param>
    /// <param name="match">Bits that the name fixes beside those of the row.</param>
    /// <param name="printed">True when the disassembler may use it.</param>
    public static IEnumerable<Spelling> Of(InstructionRow row, string mnemonic, Operand[] operands, uint match, bool printed) =>
        from suffix in SuffixesOf(row)
        select new Spelling(mnemonic + suffix.Text, row.Op, row.Match | match | (uint)suffix.Bits, operands, printed);

    /// <summary>Suffix texts with their bits, the empty one first.</summary>
    public static IEnumerable<(string Text, Suffixes Bits)> SuffixesOf(InstructionRow row)
    {
        (string, Suffixes)[] none = [(string.Empty, Suffixes.None)];
        var overflow = row.Is(Traits.HasOe) ? [.. none, ("o", Suffixes.Overflow)] : none;
        var record = row.Is(Traits.HasRc) ? [.. none, (".", Suffixes.Record)] : none;
        var link = IsLinking(row.Op) ? [.. none, ("l", Suffixes.Link)] : none;
        var absolute = row.Op is Op.B or Op.Bc ? [.. none, ("a", Suffixes.Absolute)] : none;
        return from o in overflow
               from r in record
               from l in link
               from a in absolute
               select (o.Item1 + r.Item1 + l.Item1 + a.Item1, o.Item2 | r.Item2 | l.Item2 | a.Item2);
    }

    /// <summary>Operands of a row as the table lists them.</summary>
    public static Operand[] Operands(InstructionRow row) => OperandList.Parse(row.Operands, row.Form);

    // Where GNU as differs from the manual: the immediate of addis, the upper half of a word, comes with or without sign,
    // and mtcrf of a single field is written as mtocrf.
    private static string Written(InstructionRow row) => row.Op switch
    {
        Op.Addis => row.Operands.Replace("SI", "HI", StringComparison.Ordinal),
        Op.Mtcrf => row.Operands.Replace("FXM", "FIELDS", StringComparison.Ordinal),
        _ => row.Operands,
    };

    private static bool IsLinking(Op op) => op is Op.B or Op.Bc or Op.Bclr or Op.Bcctr;
}
