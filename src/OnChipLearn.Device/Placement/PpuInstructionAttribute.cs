namespace OnChipLearn.Device;

/// <summary>
/// Marks an intrinsic: the compiler replaces a call of the member by this instruction and never reads the member's body, which is the host's
/// implementation of equal bits. A member of the vocabulary without this attribute is ordinary C# and is compiled from its IL.
/// </summary>
/// <param name="mnemonic">Mnemonic as in the instruction table, for example <c>fxvmahfs</c>; operands that are fixed follow it (<c>mfspr 284</c>).</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PpuInstructionAttribute(string mnemonic) : Attribute
{
    /// <summary>Mnemonic, followed by operands that are fixed.</summary>
    public string Mnemonic { get; } = mnemonic;
}
