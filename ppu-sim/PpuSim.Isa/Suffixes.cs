namespace PpuSim.Isa;

/// <summary>Options of an instruction that the mnemonic carries as a suffix; the values are the bits of the word.</summary>
[Flags]
public enum Suffixes : uint
{
    None = 0,

    /// <summary>"." or "l": bit 31, result recorded in CR0 or, for branches, return address to LR.</summary>
    Record = 1,
    Link = 1,

    /// <summary>"a": bit 30, the branch target is an address instead of a distance.</summary>
    Absolute = 2,

    /// <summary>"o": bit 21, overflow recorded in XER.</summary>
    Overflow = 0x400,
}
