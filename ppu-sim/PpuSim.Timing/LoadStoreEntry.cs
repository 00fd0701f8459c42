namespace PpuSim.Timing;

/// <summary>One access on its way through the load/store unit; address and data are in its slot of the datapath.</summary>
internal struct LoadStoreEntry
{
    public MicroOp Op;

    /// <summary>Word address of the instruction, for alignment interrupts.</summary>
    public uint Pc;
    public byte Slot;
    public AccessKind Kind;

    /// <summary>False: passes the stages but makes no request (second step of an update load).</summary>
    public bool MakesRequest;
    public bool IsPresent;

    public readonly bool IsUnaligned => Kind == AccessKind.Unaligned;

    public void Transfer(ControlStream stream)
    {
        stream.Op(ref Op!);
        stream.Value(ref Pc);
        stream.Value(ref Slot);
        var kind = (byte)Kind;
        stream.Value(ref kind);
        Kind = (AccessKind)kind;
        stream.Value(ref MakesRequest);
        IsPresent = true;
    }
}
