namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "SystemControl".</summary>
internal static class SystemControl
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Twi, "twi", Form.D, 0xfc000000, 0x0c000000, Unit.Branch, "TO,RA,SI",
            RegisterUse.ReadsSecond, Traits.None),
        new(Op.Rfi, "rfi", Form.XL, 0xfc0007fe, 0x4c000064, Unit.Branch, "",
            RegisterUse.None, Traits.None),
        new(Op.Rfci, "rfci", Form.XL, 0xfc0007fe, 0x4c000066, Unit.Branch, "",
            RegisterUse.None, Traits.None),
        new(Op.Rfmci, "rfmci", Form.XL, 0xfc0007fe, 0x4c00004c, Unit.Branch, "",
            RegisterUse.None, Traits.None),
        new(Op.Tw, "tw", Form.X, 0xfc0007fe, 0x7c000008, Unit.Branch, "TO,RA,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird, Traits.None),
        new(Op.Wait, "wait", Form.X, 0xfc0007fe, 0x7c00007c, Unit.System, "[WC]",
            RegisterUse.None, Traits.None),
        new(Op.Sync, "sync", Form.X, 0xfc0007fe, 0x7c0004ac, Unit.System, "",
            RegisterUse.None, Traits.None),
        new(Op.Mfmsr, "mfmsr", Form.X, 0xfc0007fe, 0x7c0000a6, Unit.FixedPoint, "RT",
            RegisterUse.WritesFirst, Traits.None),
        new(Op.Mtmsr, "mtmsr", Form.X, 0xfc0007fe, 0x7c000124, Unit.FixedPoint, "RS",
            RegisterUse.ReadsFirst, Traits.None),
        new(Op.Eciwx, "eciwx", Form.X, 0xfc0007fe, 0x7c00026c, Unit.IoBus, "RT,RA|0,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.WritesFirst, Traits.None),
        new(Op.Ecowx, "ecowx", Form.X, 0xfc0007fe, 0x7c00036c, Unit.IoBus, "RS,RA|0,RB",
            RegisterUse.ReadsSecond | RegisterUse.ReadsThird | RegisterUse.ReadsFirst, Traits.None),
        new(Op.Mfspr, "mfspr", Form.XFX, 0xfc0007fe, 0x7c0002a6, Unit.FixedPoint, "RT,SPR",
            RegisterUse.WritesFirst, Traits.None),
        new(Op.Mtspr, "mtspr", Form.XFX, 0xfc0007fe, 0x7c0003a6, Unit.FixedPoint, "SPR,RS",
            RegisterUse.ReadsFirst, Traits.None),
    ];
}
