namespace PpuSim.Isa;

/// <summary>
/// What one instruction is: the single truth from which decoder, assembler, disassembler, semantics and timing classes are derived.
/// </summary>
/// <param name="Op">Identity of the row.</param>
/// <param name="Mnemonic">Base mnemonic without the "o" and "." suffixes, which follow from <see cref="Traits.HasOe"/> and <see cref="Traits.HasRc"/>.</param>
/// <param name="Form">Encoding form (field layout).</param>
/// <param name="Mask">Bits that identify the instruction.</param>
/// <param name="Match">Value of those bits; also the encoding with all operands zero.</param>
/// <param name="Unit">Functional unit of the core that executes it.</param>
/// <param name="Operands">
/// Operands in assembler order, comma separated; <c>|0</c> after RA means that register number 0 stands for the constant 0; brackets mark optional ones.
/// </param>
/// <param name="Registers">General purpose registers read and written, by instruction field, as the core's scoreboard sees them.</param>
/// <param name="Traits">Flags and further properties.</param>
/// <remarks>Source: RTL packages pu_inst_pkg.sv and predecode.sv; register use as in inst_track.sv (operands that only the scoreboard sees are included).</remarks>
public sealed record InstructionRow(
    Op Op, string Mnemonic, Form Form, uint Mask, uint Match, Unit Unit, string Operands, RegisterUse Registers, Traits Traits)
{
    /// <summary>True when <paramref name="word"/> is this instruction.</summary>
    public bool Matches(uint word) => (word & Mask) == Match;

    public bool Is(Traits traits) => (Traits & traits) == traits;

    public bool IsVector => Form == Form.Vector;
}
