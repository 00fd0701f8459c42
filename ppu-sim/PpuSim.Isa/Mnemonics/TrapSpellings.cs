using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>Simplified traps: the condition of <c>tw</c> and <c>twi</c> in the mnemonic.</summary>
internal static class TrapSpellings
{
    private const int Unconditional = 31;

    // The first name of a condition is the one that is printed.
    private static readonly (string Name, int Condition, bool Printed)[] Conditions =
    [
        ("lgt", 1, true), ("llt", 2, true), ("eq", 4, true), ("lge", 5, true), ("lnl", 5, false), ("lle", 6, true), ("lng", 6, false),
        ("gt", 8, true), ("ge", 12, true), ("nl", 12, false), ("lt", 16, true), ("le", 20, true), ("ng", 20, false), ("ne", 24, true), ("u", Unconditional, true),
    ];

    public static IEnumerable<Spelling> All() =>
    [
        Of("trap", Op.Tw, Unconditional, string.Empty, true),
        .. from condition in Conditions
           from form in new[] { (Suffix: string.Empty, Op: Op.Tw, Operands: "RA,RB"), (Suffix: "i", Op: Op.Twi, Operands: "RA,SI") }
           select Of("tw" + condition.Name + form.Suffix, form.Op, condition.Condition, form.Operands, condition.Printed),
    ];

    private static Spelling Of(string mnemonic, Op op, int condition, string operands, bool printed)
    {
        var row = InstructionTable.Row(op);
        return new Spelling(mnemonic, op, row.Match | (uint)condition << 21, OperandList.Parse(operands, row.Form), printed);
    }
}
