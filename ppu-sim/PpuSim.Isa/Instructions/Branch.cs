namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "Branch".</summary>
internal static class Branch
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Bc, "bc", Form.B, 0xfc000000, 0x40000000, Unit.Branch, "BO,BI,target",
            RegisterUse.None, Traits.None),
        new(Op.B, "b", Form.I, 0xfc000000, 0x48000000, Unit.Branch, "target",
            RegisterUse.None, Traits.None),
        new(Op.Bclr, "bclr", Form.XL, 0xfc0007fe, 0x4c000020, Unit.Branch, "BO,BI",
            RegisterUse.None, Traits.None),
        new(Op.Bcctr, "bcctr", Form.XL, 0xfc0007fe, 0x4c000420, Unit.Branch, "BO,BI",
            RegisterUse.None, Traits.None),
    ];
}
