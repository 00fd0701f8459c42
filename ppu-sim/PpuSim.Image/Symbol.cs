namespace PpuSim.Image;

/// <summary>What a symbol names; the values are those of the low half of ELF <c>st_info</c>.</summary>
public enum SymbolKind : byte
{
    /// <summary>A label.</summary>
    Label = 0,
    Object = 1,
    Function = 2,
}

/// <summary>A named address.</summary>
/// <param name="Name">As in the source.</param>
/// <param name="Address">Byte address.</param>
/// <param name="Size">Bytes; 0 when unknown.</param>
/// <param name="Kind">What it names.</param>
/// <param name="Global">True for symbols that other files can see.</param>
/// <param name="Absolute">True for a plain number (<c>.equ</c>), which belongs to no section.</param>
public sealed record Symbol(string Name, uint Address, uint Size, SymbolKind Kind, bool Global, bool Absolute = false)
{
    /// <summary>First byte address behind the symbol.</summary>
    public long End => (long)Address + Size;
}
