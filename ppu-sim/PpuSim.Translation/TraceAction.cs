using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>An order to the datapath as a trace keeps it. Which fields count depends on the kind.</summary>
internal struct TraceAction
{
    public ActionKind Kind;
    public byte Slot;

    /// <summary>Word of a serial transfer; 1 for a taken branch; stall cause.</summary>
    public byte Number;

    /// <summary>The cycle that the order names, counted from the beginning of the chain of traces.</summary>
    public int Offset;

    /// <summary>Cycle in which it is given, counted likewise.</summary>
    public int At;
    public MicroOp Op;

    /// <summary>Word address of a branch or of a look-up; byte address of an instruction for the probe.</summary>
    public uint Pc;

    /// <summary>Target of a branch.</summary>
    public uint Target;

    /// <summary>Address looked up while a branch resolves.</summary>
    public uint Fetched;

    /// <summary>Answer for which the trace goes on.</summary>
    public long Expected;

    /// <summary>How it goes on for other answers.</summary>
    public Detour? Detours;

    /// <summary>Control waits for an answer.</summary>
    public readonly bool IsQuestion =>
        Kind is ActionKind.Branch or ActionKind.Predict or ActionKind.Address or ActionKind.Delay or ActionKind.Transfer or ActionKind.SerialOperand
            or ActionKind.SerialDelay or ActionKind.SerialTransfer or ActionKind.ParallelDelay or ActionKind.ParallelTransfer;

    /// <summary>Another word of the same serial transfer, or the same access.</summary>
    public readonly bool IsSameTransfer(in TraceAction other) => Kind == other.Kind && Slot == other.Slot && Op == other.Op;
}

/// <summary>A trace for another answer than the expected one; several form a list.</summary>
internal sealed record Detour(long Answer, Trace Trace, Detour? Next);

internal enum ActionKind : byte
{
    Execute,

    /// <summary>As <see cref="Execute"/>, of an instruction whose result an interrupt some cycles later can still take back.</summary>
    ExecuteLong,
    LoseQuotient,
    ReadSpecial,
    WriteSpecial,
    Branch,
    Predict,
    Learn,
    Address,
    UpdateBase,
    WriteBase,
    Load,
    Store,
    Delay,
    Transfer,
    Deliver,
    VectorOperand,
    SerialOperand,
    Latch,
    ExecuteVector,
    ReadTransfer,
    Enable,
    WriteTransfer,
    SerialLoad,
    SerialStore,
    SerialDelay,
    SerialTransfer,
    ParallelDelay,
    ParallelTransfer,
    ProbeIssue,
    ProbePass,
    ProbeStall,
}
