namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "VectorPermute".</summary>
internal static class VectorPermute
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Fxvpckbu, "fxvpckbu", Form.Vector, 0xfc0007fc, 0x100003bc, Unit.VectorPermute, "VRT,VRA,VRB[,SIZE]",
            RegisterUse.None, Traits.None),
        new(Op.Fxvpckbl, "fxvpckbl", Form.Vector, 0xfc0007fc, 0x100003fc, Unit.VectorPermute, "VRT,VRA,VRB[,SIZE]",
            RegisterUse.None, Traits.None),
        new(Op.Fxvupckbr, "fxvupckbr", Form.Vector, 0xfc0007fc, 0x1000043c, Unit.VectorPermute, "VRT,VRA,VRB[,SIZE]",
            RegisterUse.None, Traits.None),
        new(Op.Fxvupckbl, "fxvupckbl", Form.Vector, 0xfc0007fc, 0x1000047c, Unit.VectorPermute, "VRT,VRA,VRB[,SIZE]",
            RegisterUse.None, Traits.None),
        new(Op.Fxvsel, "fxvsel", Form.Vector, 0xfc0007fc, 0x100004fc, Unit.VectorPermute, "VRT,VRA,VRB[,COND]",
            RegisterUse.None, Traits.Conditional),
        new(Op.Fxvsplath, "fxvsplath", Form.Vector, 0xfc0007fc, 0x10000430, Unit.VectorPermute, "VRT,RA",
            RegisterUse.ReadsSecondUnlessZero, Traits.None),
        new(Op.Fxvsplatb, "fxvsplatb", Form.Vector, 0xfc0007fc, 0x10000434, Unit.VectorPermute, "VRT,RA",
            RegisterUse.ReadsSecondUnlessZero, Traits.None),
        new(Op.Fxvshh, "fxvshh", Form.Vector, 0xfc0007fc, 0x100004f0, Unit.VectorPermute, "VRT,VRA,SH",
            RegisterUse.None, Traits.None),
        new(Op.Fxvshb, "fxvshb", Form.Vector, 0xfc0007fc, 0x100004f4, Unit.VectorPermute, "VRT,VRA,SH",
            RegisterUse.None, Traits.None),
    ];
}
