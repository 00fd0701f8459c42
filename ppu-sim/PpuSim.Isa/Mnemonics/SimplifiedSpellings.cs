using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>Simplified mnemonics of the Power ISA (appendix "Assembler extended mnemonics") for arithmetic, logic, compares and the condition register.</summary>
internal static class SimplifiedSpellings
{
    public static Spelling[] All() =>
    [
        // Moves and constants.
        .. Printed("li", Op.Addi, "RT,SI"),
        .. Printed("lis", Op.Addis, "RT,HI"),
        .. Printed("nop", Op.Ori, string.Empty),
        .. Printed("xnop", Op.Xori, string.Empty),
        .. Printed("mr", Op.Or, "RA,RS=RB"),
        .. Printed("not", Op.Nor, "RA,RS=RB"),
        .. Read("la", Op.Addi, "RT,D(RA|0)"),

        // Subtraction.
        .. Read("subi", Op.Addi, "RT,RA|0,NSI"),
        .. Read("subis", Op.Addis, "RT,RA|0,NSI"),
        .. Read("subic", Op.Addic, "RT,RA,NSI"),
        .. Read("subic.", Op.AddicRecord, "RT,RA,NSI"),
        .. Read("sub", Op.Subf, "RT,RB,RA"),
        .. Read("subc", Op.Subfc, "RT,RB,RA"),

        // Compares of words, with the condition register field optional.
        .. Printed("cmpwi", Op.Cmpi, "[BF],RA,SI"),
        .. Printed("cmplwi", Op.Cmpli, "[BF],RA,UI"),
        .. Printed("cmpw", Op.Cmp, "[BF],RA,RB"),
        .. Printed("cmplw", Op.Cmpl, "[BF],RA,RB"),
        .. Read("cmpi", Op.Cmpi, "BF,RA,SI"),
        .. Read("cmpli", Op.Cmpli, "BF,RA,UI"),
        .. Read("cmp", Op.Cmp, "BF,RA,RB"),
        .. Read("cmpl", Op.Cmpl, "BF,RA,RB"),

        // Condition register.
        .. Printed("crset", Op.Creqv, "BT=BA=BB"),
        .. Printed("crclr", Op.Crxor, "BT=BA=BB"),
        .. Printed("crmove", Op.Cror, "BT,BA=BB"),
        .. Printed("crnot", Op.Crnor, "BT,BA=BB"),
        .. Printed("mtcr", Op.Mtcrf, "RS", 0xff000),

        // Synchronisation: other names of sync, and encodings that the core passes over.
        .. Read("msync", Op.Sync, string.Empty),
        .. Read("hwsync", Op.Sync, string.Empty),
        new Spelling("isync", Op.Undefined, 0x4c00012c, [], true),
        new Spelling("eieio", Op.Undefined, 0x7c0006ac, [], true),
    ];

    private static IEnumerable<Spelling> Printed(string mnemonic, Op op, string operands, uint match = 0) => Of(mnemonic, op, operands, match, true);

    private static IEnumerable<Spelling> Read(string mnemonic, Op op, string operands) => Of(mnemonic, op, operands, 0, false);

    private static IEnumerable<Spelling> Of(string mnemonic, Op op, string operands, uint match, bool printed)
    {
        var row = InstructionTable.Row(op);
        return RowSpellings.Of(row, mnemonic, OperandList.Parse(operands, row.Form), match, printed);
    }
}
