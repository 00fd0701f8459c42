namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "VectorMemory".</summary>
internal static class VectorMemory
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Fxvinx, "fxvinx", Form.Vector, 0xfc0007fc, 0x100003b0, Unit.VectorParallel, "VRT,RA|0,RB[,COND]",
            RegisterUse.ReadsSecondUnlessZero | RegisterUse.ReadsThird, Traits.Conditional),
        new(Op.Fxvoutx, "fxvoutx", Form.Vector, 0xfc0007fc, 0x100003f0, Unit.VectorParallel, "VRT,RA|0,RB[,COND]",
            RegisterUse.ReadsSecondUnlessZero | RegisterUse.ReadsThird, Traits.Conditional),
        new(Op.Fxvlax, "fxvlax", Form.Vector, 0xfc0007fc, 0x100007b0, Unit.VectorSerial, "VRT,RA|0,RB",
            RegisterUse.ReadsSecondUnlessZero | RegisterUse.ReadsThird, Traits.None),
        new(Op.Fxvstax, "fxvstax", Form.Vector, 0xfc0007fc, 0x100007f0, Unit.VectorSerial, "VRT,RA|0,RB",
            RegisterUse.ReadsSecondUnlessZero | RegisterUse.ReadsThird, Traits.None),
    ];
}
