namespace OnChipLearn.Compiler;

/// <summary>What bytes of SRAM are used for.</summary>
public enum MemoryKind
{
    /// <summary>Instructions.</summary>
    Code,

    /// <summary>Constants.</summary>
    ReadOnly,

    /// <summary>Static data with initial content.</summary>
    Data,

    /// <summary>Static data that starts as zero.</summary>
    Zeroed,

    /// <summary>Frames of all functions, overlaid by the call graph: the static worst case.</summary>
    Stack,

    /// <summary>Text and results for the host.</summary>
    Mailbox,
}

/// <summary>One function or datum.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Method or field.</param>
/// <param name="Address">Byte address.</param>
/// <param name="Bytes">Size.</param>
public sealed record MemoryMapEntry(MemoryKind Kind, string Name, int Address, int Bytes);

/// <summary>Where everything lies in SRAM.</summary>
/// <param name="MemoryBytes">Size of SRAM.</param>
/// <param name="Entries">Functions and data by address; padding between them belongs to nobody.</param>
/// <param name="FreeBytes">Bytes that nothing occupies, padding included.</param>
public sealed record MemoryMap(int MemoryBytes, IReadOnlyList<MemoryMapEntry> Entries, int FreeBytes)
{
    /// <summary>Bytes of one kind.</summary>
    public int Bytes(MemoryKind kind) => Entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Bytes);
}
