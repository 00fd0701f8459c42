namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "RotateShift".</summary>
internal static class RotateShift
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Rlwimi, "rlwimi", Form.M, 0xfc000000, 0x50000000, Unit.FixedPoint, "RA,RS,SH,MB,ME",
            RegisterUse.ReadsFirst | RegisterUse.ReadsSecond | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Rlwinm, "rlwinm", Form.M, 0xfc000000, 0x54000000, Unit.FixedPoint, "RA,RS,SH,MB,ME",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Rlwnm, "rlwnm", Form.M, 0xfc000000, 0x5c000000, Unit.FixedPoint, "RA,RS,RB,MB,ME",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Slw, "slw", Form.X, 0xfc0007fe, 0x7c000030, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Srw, "srw", Form.X, 0xfc0007fe, 0x7c000430, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc),
        new(Op.Sraw, "sraw", Form.X, 0xfc0007fe, 0x7c000630, Unit.FixedPoint, "RA,RS,RB",
            RegisterUse.ReadsFirst | RegisterUse.ReadsThird | RegisterUse.WritesSecond, Traits.HasRc | Traits.SetsCarry),
        new(Op.Srawi, "srawi", Form.X, 0xfc0007fe, 0x7c000670, Unit.FixedPoint, "RA,RS,SH",
            RegisterUse.ReadsFirst | RegisterUse.WritesSecond, Traits.HasRc | Traits.SetsCarry),
    ];
}
