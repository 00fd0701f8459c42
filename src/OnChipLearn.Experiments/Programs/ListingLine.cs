namespace OnChipLearn.Experiments.Programs;

/// <summary>One word of a listing.</summary>
/// <param name="Address">Byte address.</param>
/// <param name="Word">Instruction word.</param>
/// <param name="Text">Assembler text.</param>
/// <param name="Label">Symbol that names this address, or null.</param>
/// <param name="Target">Where a branch goes, as symbol and distance, or null.</param>
/// <param name="Note">What the core makes of a word that no mnemonic describes exactly, or null.</param>
/// <param name="Source">File and line, or null.</param>
public sealed record ListingLine(uint Address, uint Word, string Text, string? Label, string? Target, string? Note, string? Source);
