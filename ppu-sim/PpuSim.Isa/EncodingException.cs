namespace PpuSim.Isa;

/// <summary>Operands that an instruction cannot take: the message names instruction, operand, value and what was expected.</summary>
public sealed class EncodingException(string mnemonic, string problem) : Exception($"{mnemonic}: {problem}")
{
    /// <summary>What was to be encoded.</summary>
    public string Mnemonic { get; } = mnemonic;

    /// <summary>The message without the mnemonic.</summary>
    public string Problem { get; } = problem;
}
