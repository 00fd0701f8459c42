using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>Simplified branches: condition in the mnemonic, branch hints, and the forms that jump to LR and CTR.</summary>
/// <remarks>Hints are the "at" bits of Power ISA 2.0 and later (BO 6/7, 14/15, 24 to 27); the core's predictor ignores them.</remarks>
internal static class BranchSpellings
{
    private const int Always = 20;
    private const int IfFalse = 4;
    private const int IfTrue = 12;
    private const int NotTaken = 2;
    private const int Taken = 3;
    private const int DecrementNotZero = 16;
    private const int DecrementZero = 18;

    // The first name of a condition is the one that is printed.
    private static readonly (string Name, int Branch, int Bit)[] Conditions =
    [
        ("lt", IfTrue, 0), ("gt", IfTrue, 1), ("eq", IfTrue, 2), ("so", IfTrue, 3), ("un", IfTrue, 3),
        ("ge", IfFalse, 0), ("le", IfFalse, 1), ("ne", IfFalse, 2), ("ns", IfFalse, 3), ("nl", IfFalse, 0), ("ng", IfFalse, 1), ("nu", IfFalse, 3),
    ];

    private static readonly HashSet<string> Synonyms = ["un", "nl", "ng", "nu"];

    public static IEnumerable<Spelling> All()
    {
        foreach (var op in new[] { Op.Bc, Op.Bclr, Op.Bcctr })
        {
            foreach (var spelling in OfConditions(op).Concat(OfCounter(op)).Concat(OfBits(op)))
            {
                yield return spelling;
            }
        }

        foreach (var spelling in Of(Op.Bclr, "b", Always, string.Empty, true).Concat(Of(Op.Bcctr, "b", Always, string.Empty, true)))
        {
            yield return spelling;
        }
    }

    private static IEnumerable<Spelling> OfConditions(Op op) =>
        from condition in Conditions
        from hint in Hints(NotTaken, Taken)
        from spelling in Of(op, "b" + condition.Name, condition.Branch | hint.Bits, "[CRF]", !Synonyms.Contains(condition.Name), condition.Bit, hint.Text)
        select spelling;

    // bdnz, bdz; decrementing the counter while jumping to it is invalid.
    private static IEnumerable<Spelling> OfCounter(Op op) =>
        from counter in Counters(op)
        from hint in Hints(8, 9)
        from spelling in Of(op, "b" + counter.Name, counter.Branch | hint.Bits, string.Empty, true, 0, hint.Text)
        select spelling;

    // bt, bf and the counter forms with a condition take the condition register bit as operand.
    private static IEnumerable<Spelling> OfBits(Op op)
    {
        foreach (var (name, branch) in new[] { ("t", IfTrue), ("f", IfFalse) })
        {
            foreach (var (hint, bits) in Hints(NotTaken, Taken))
            {
                foreach (var spelling in Of(op, "b" + name, branch | bits, "BI", false, 0, hint))
                {
                    yield return spelling;
                }
            }

            foreach (var counter in Counters(op))
            {
                foreach (var spelling in Of(op, "b" + counter.Name + name, branch - 4 & 8 | counter.Branch & 2, "BI", true))
                {
                    yield return spelling;
                }
            }
        }
    }

    private static (string Name, int Branch)[] Counters(Op op) => op == Op.Bcctr ? [] : [("dnz", DecrementNotZero), ("dz", DecrementZero)];

    private static (string Text, int Bits)[] Hints(int notTaken, int taken) => [(string.Empty, 0), ("-", notTaken), ("+", taken)];

    private static IEnumerable<Spelling> Of(Op op, string name, int branch, string operands, bool printed, int bit = 0, string hint = "")
    {
        var row = InstructionTable.Row(op);
        var (place, list) = op switch
        {
            Op.Bclr => ("lr", operands),
            Op.Bcctr => ("ctr", operands),
            _ => (string.Empty, operands.Length == 0 ? "target" : operands + ",target"),
        };
        return from suffix in RowSpellings.SuffixesOf(row)
               select new Spelling(
                   name + place + suffix.Text + hint, op, row.Match | (uint)(branch << 21 | bit << 16) | (uint)suffix.Bits, OperandList.Parse(list, row.Form), printed);
    }
}
