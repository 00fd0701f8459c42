namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "AddSubtract".</summary>
internal static class AddSubtract
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Subfic, "subfic", Form.D, 0xfc000000, 0x20000000, Unit.FixedPoint, "RT,RA,SI",
            RegisterUse.ReadsSecond | RegisterUse.WritesFirst, Traits.SetsCarry),
        new(Op.Addic, "addic", Form.D, 0xfc000000, 0x30000000, Unit.FixedPoint, "RT,RA,SI",
            RegisterUse.ReadsSecond | RegisterUse.WritesFirst, Traits.SetsCarry),
        new(Op.AddicRecord, "addic.", Form.D, 0xfc000000, 0x34000000, Unit.FixedPoint, "RT,RA,SI",
            RegisterUse.ReadsSecond | RegisterUse.WritesFirst, Traits.SetsCarry | Traits.SetsCr0),
        new(Op.Addi, "addi", Form.D, 0xfc000000, 0x38000000, Unit.FixedPoint, "RT,RA|0,SI",
            RegisterUse.ReadsSecondUnlessZero | RegisterUse.WritesFirst, Traits.None),
        new(Op.Addis, "addis", Form.D, 0xfc000000, 0x3c000000, Unit.FixedPoint, "RT,RA|0,SI",
            RegisterUse.ReadsSecondUnlessZero | RegisterUse.WritesFirst, Traits.None),
        new(Op.Add, "add", Form.XO, 0xfc0003fe, 0x7c000214, Unit.FixedPoint, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe),
        new(Op.Addc, "addc", Form.XO, 0xfc0003fe, 0x7c000014, Unit.FixedPoint, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Adde, "adde", Form.XO, 0xfc0003fe, 0x7c000114, Unit.FixedPoint, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Subf, "subf", Form.XO, 0xfc0003fe, 0x7c000050, Unit.FixedPoint, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe),
        new(Op.Subfc, "subfc", Form.XO, 0xfc0003fe, 0x7c000010, Unit.FixedPoint, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Subfe, "subfe", Form.XO, 0xfc0003fe, 0x7c000110, Unit.FixedPoint, "RT,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Addme, "addme", Form.XO, 0xfc0003fe, 0x7c0001d4, Unit.FixedPoint, "RT,RA",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Addze, "addze", Form.XO, 0xfc0003fe, 0x7c000194, Unit.FixedPoint, "RT,RA",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Subfme, "subfme", Form.XO, 0xfc0003fe, 0x7c0001d0, Unit.FixedPoint, "RT,RA",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Subfze, "subfze", Form.XO, 0xfc0003fe, 0x7c000190, Unit.FixedPoint, "RT,RA",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe | Traits.SetsCarry),
        new(Op.Neg, "neg", Form.XO, 0xfc0003fe, 0x7c0000d0, Unit.FixedPoint, "RT,RA",
            RegisterUse.ReadsSecond | RegisterUse.WritesFirst, Traits.HasRc | Traits.HasOe),
    ];
}
