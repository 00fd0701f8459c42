namespace PpuSim.Image.Dwarf;

/// <summary>The string sections that a line header of DWARF 5 refers to.</summary>
internal sealed record LineStrings(DwarfCursor LineTexts, DwarfCursor Texts);
