namespace OnChipLearn.Compiler.Ir;

/// <summary>Where a datum lies in SRAM.</summary>
internal enum Section : byte
{
    ReadOnly,
    Data,
    Zeroed,
    Frame,
    Mailbox,

    /// <summary>At a byte address that the program asked for.</summary>
    Fixed,
}

/// <summary>A datum in SRAM: a static field or the elements of a static array.</summary>
internal sealed class Symbol(string name, Section section, int size, int alignment)
{
    public string Name { get; } = name;

    public Section Section { get; set; } = section;

    public int Size { get; set; } = size;

    public int Alignment { get; set; } = alignment;

    /// <summary>Content in target byte order; null means zeroes.</summary>
    public byte[]? Content { get; set; }

    /// <summary>Words of <see cref="Content"/> that hold the address of another symbol, by byte offset.</summary>
    public Dictionary<int, Symbol> Relocations { get; } = [];

    /// <summary>Byte address, once laid out (for <see cref="Section.Fixed"/> from the beginning).</summary>
    public int Address { get; set; } = -1;

    public override string ToString() => Name;
}
