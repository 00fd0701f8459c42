namespace PpuSim.Timing;

/// <summary>One access on its way through the load/store unit.</summary>
internal struct LoadStoreEntry
{
    public uint Address;

    /// <summary>Store: value right-aligned. Load: the word that came back.</summary>
    public uint Data;

    /// <summary>Byte address of the instruction, for alignment interrupts.</summary>
    public uint Pc;
    public byte Size;
    public bool IsLoad;
    public bool SignExtends;
    public bool IsUnaligned;

    /// <summary>False: passes the stages but makes no request (second step of an update load).</summary>
    public bool MakesRequest;
    public bool IsPresent;
    public byte Destination;
}
