namespace OnChipLearn.Board.Parts;

/// <summary>
/// One register of a part as its data sheet's table has it. A write changes the bits of <paramref name="WriteMask"/> only; 0 means
/// read-only. <paramref name="ResetValue"/> is the value after power-up.
/// </summary>
/// <param name="Pointer">Register number as sent on the bus.</param>
/// <param name="Name">The data sheet's name.</param>
/// <param name="WidthBytes">1 or 2; two bytes travel most significant first.</param>
/// <param name="ResetValue">Value after power-up.</param>
/// <param name="WriteMask">Bits that a write can change.</param>
public sealed record RegisterDeclaration(byte Pointer, string Name, int WidthBytes, ushort ResetValue, ushort WriteMask);
