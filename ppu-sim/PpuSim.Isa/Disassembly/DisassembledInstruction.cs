namespace PpuSim.Isa.Disassembly;

/// <summary>Text of one instruction word.</summary>
/// <param name="Mnemonic">Mnemonic, or <c>.long</c> where no spelling gives exactly this word.</param>
/// <param name="Operands">Comma separated; empty when there are none.</param>
/// <param name="Target">Address that a branch with a fixed target goes to.</param>
/// <param name="Note">What the core makes of a word that has no spelling: null, or the instruction that it executes.</param>
public sealed record DisassembledInstruction(string Mnemonic, string Operands, uint? Target = null, string? Note = null)
{
    /// <summary>In the syntax of the assembler; assembled at the same address it gives the word again.</summary>
    public string Text => Operands.Length == 0 ? Mnemonic : $"{Mnemonic} {Operands}";

    public override string ToString() => Text;
}
