namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "MultiplyDivide".</summary>
internal static class MultiplyDivide
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Mulli, "mulli", Form.D, 0xfc000000, 0x1c000000, Unit.Multiplier, "RT,RA,SI",
            RegisterUse.ReadsSecond | RegisterUse.WritesFirst, Traits.None),
        new(Op.Mullw, "mullw", Form.XO, 0xfc0003fe, 0x7c0001d6, Unit.Multiplier, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe),
        new(Op.Mulhw, "mulhw", Form.XO, 0xfc0003fe, 0x7c000096, Unit.Multiplier, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc),
        new(Op.Mulhwu, "mulhwu", Form.XO, 0xfc0003fe, 0x7c000016, Unit.Multiplier, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc),
        new(Op.Divw, "divw", Form.XO, 0xfc0003fe, 0x7c0003d6, Unit.Divider, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe),
        new(Op.Divwu, "divwu", Form.XO, 0xfc0003fe, 0x7c000396, Unit.Divider, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe),
    ];
}
