namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "Compare".</summary>
internal static class Compare
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Cmpli, "cmpli", Form.D, 0xfc000000, 0x28000000, Unit.FixedPoint, "BF,L,RA,UI",
            RegisterUse.ReadsSecond, Traits.None),
        new(Op.Cmpi, "cmpi", Form.D, 0xfc000000, 0x2c000000, Unit.FixedPoint, "BF,L,RA,SI",
            RegisterUse.ReadsSecond, Traits.None),
        new(Op.Cmp, "cmp", Form.X, 0xfc0007fe, 0x7c000000, Unit.FixedPoint, "BF,L,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird, Traits.None),
        new(Op.Cmpl, "cmpl", Form.X, 0xfc0007fe, 0x7c000040, Unit.FixedPoint, "BF,L,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird, Traits.None),
    ];
}
