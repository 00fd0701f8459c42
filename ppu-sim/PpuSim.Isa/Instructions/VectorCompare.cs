namespace PpuSim.Isa.Instructions;

/// <summary>Rows of the chapter "VectorCompare".</summary>
internal static class VectorCompare
{
    public static readonly InstructionRow[] Rows =
    [
        new(Op.Fxvcmph, "fxvcmph", Form.Vector, 0xfc0007fc, 0x100004b0, Unit.VectorCompare, "VRA",
            RegisterUse.None, Traits.None),
        new(Op.Fxvcmpb, "fxvcmpb", Form.Vector, 0xfc0007fc, 0x100004b4, Unit.VectorCompare, "VRA",
            RegisterUse.None, Traits.None),
    ];
}
