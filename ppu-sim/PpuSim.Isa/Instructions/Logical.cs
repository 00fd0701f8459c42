namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "Logical".</summary>
internal static class Logical
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Ori, "ori", Form.D, 0xfc000000, 0x60000000, Unit.FixedPoint, "RA,RS,UI",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.None),
        new(Op.Oris, "oris", Form.D, 0xfc000000, 0x64000000, Unit.FixedPoint, "RA,RS,UI",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.None),
        new(Op.Xori, "xori", Form.D, 0xfc000000, 0x68000000, Unit.FixedPoint, "RA,RS,UI",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.None),
        new(Op.Xoris, "xoris", Form.D, 0xfc000000, 0x6c000000, Unit.FixedPoint, "RA,RS,UI",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.None),
        new(Op.AndiRecord, "andi.", Form.D, 0xfc000000, 0x70000000, Unit.FixedPoint, "RA,RS,UI",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.SetsCr0),
        new(Op.AndisRecord, "andis.", Form.D, 0xfc000000, 0x74000000, Unit.FixedPoint, "RA,RS,UI",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.SetsCr0),
        new(Op.And, "and", Form.X, 0xfc0007fe, 0x7c000038, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Andc, "andc", Form.X, 0xfc0007fe, 0x7c000078, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Nor, "nor", Form.X, 0xfc0007fe, 0x7c0000f8, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Eqv, "eqv", Form.X, 0xfc0007fe, 0x7c000238, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Xor, "xor", Form.X, 0xfc0007fe, 0x7c000278, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Orc, "orc", Form.X, 0xfc0007fe, 0x7c000338, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Or, "or", Form.X, 0xfc0007fe, 0x7c000378, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Nand, "nand", Form.X, 0xfc0007fe, 0x7c0003b8, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Cntlzw, "cntlzw", Form.X, 0xfc0007fe, 0x7c000034, Unit.FixedPoint, "RA,RS",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Extsh, "extsh", Form.X, 0xfc0007fe, 0x7c000734, Unit.FixedPoint, "RA,RS",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Extsb, "extsb", Form.X, 0xfc0007fe, 0x7c000774, Unit.FixedPoint, "RA,RS",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Popcntb, "popcntb", Form.X, 0xfc0007fe, 0x7c0000f4, Unit.FixedPoint, "RA,RS",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.None),
        new(Op.Prtyw, "prtyw", Form.X, 0xfc0007fe, 0x7c000134, Unit.FixedPoint, "RA,RS",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.None),
    ];
}
