namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "ConditionRegister".</summary>
internal static class ConditionRegister
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Crnor, "crnor", Form.XL, 0xfc0007fe, 0x4c000042, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Crandc, "crandc", Form.XL, 0xfc0007fe, 0x4c000102, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Crxor, "crxor", Form.XL, 0xfc0007fe, 0x4c000182, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Crnand, "crnand", Form.XL, 0xfc0007fe, 0x4c0001c2, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Crand, "crand", Form.XL, 0xfc0007fe, 0x4c000202, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Creqv, "creqv", Form.XL, 0xfc0007fe, 0x4c000242, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Crorc, "crorc", Form.XL, 0xfc0007fe, 0x4c000342, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Cror, "cror", Form.XL, 0xfc0007fe, 0x4c000382, Unit.FixedPoint, "BT,BA,BB",
            RegisterUse.None, Traits.None),
        new(Op.Mcrf, "mcrf", Form.XL, 0xfc0007fe, 0x4c000000, Unit.FixedPoint, "BF,BFA",
            RegisterUse.None, Traits.None),
        new(Op.Mfcr, "mfcr", Form.XFX, 0xfc1007fe, 0x7c000026, Unit.FixedPoint, "RT",
            RegisterUse.ReadsFirst | RegisterUse.WritesFirst, Traits.None),
        new(Op.Mfocrf, "mfocrf", Form.XFX, 0xfc1007fe, 0x7c100026, Unit.FixedPoint, "RT,FXM",
            RegisterUse.ReadsFirst | RegisterUse.WritesFirst, Traits.None),
        new(Op.Mtcrf, "mtcrf", Form.XFX, 0xfc1007fe, 0x7c000120, Unit.FixedPoint, "FXM,RS",
            RegisterUse.ReadsFirst, Traits.None),
        new(Op.Mtocrf, "mtocrf", Form.XFX, 0xfc1007fe, 0x7c100120, Unit.FixedPoint, "FXM,RS",
            RegisterUse.ReadsFirst, Traits.None),
    ];
}
