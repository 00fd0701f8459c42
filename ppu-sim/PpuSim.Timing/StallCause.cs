namespace PpuSim.Timing;

/// <summary>Why a cycle passed without an issue. Every cycle either issues one instruction or has exactly one cause.</summary>
public enum StallCause : byte
{
    /// <summary>Empty pipeline after reset.</summary>
    Startup,

    /// <summary>A branch redirected the fetch: the cycle in which it resolves and the bubbles behind it.</summary>
    Redirect,

    /// <summary>A nop passed decode: it takes a cycle but does not issue.</summary>
    Nop,

    /// <summary>Waiting for a register that a load writes.</summary>
    LoadResult,

    /// <summary>Waiting for a register that another instruction (multiply, update form) writes.</summary>
    Result,

    /// <summary>The register file's write port is taken in the cycle in which the result would be written.</summary>
    WritePort,

    /// <summary>Waiting for a condition register field, or for the order of condition register writes.</summary>
    ConditionRegister,

    /// <summary>Waiting for CTR, LR, MSR or another special register.</summary>
    SpecialRegister,

    /// <summary>A write of XER is in flight: nothing issues.</summary>
    Xer,

    /// <summary>A divide is under way: nothing issues.</summary>
    Divider,

    /// <summary>Load/store queue full.</summary>
    LoadStoreQueue,

    /// <summary>Vector instruction queue full.</summary>
    VectorQueue,

    /// <summary>The I/O bus unit, which the chip does not have, never answers.</summary>
    IoBus,

    /// <summary>Waiting for the pipeline to drain: sync, mtmsr, traps.</summary>
    Sync,

    /// <summary>Interrupt entry: waiting for older instructions and for the vector.</summary>
    InterruptEntry,

    /// <summary>Instruction fetch from external memory missed the instruction cache.</summary>
    InstructionFetch,

    /// <summary>Draining before sleep, and asleep.</summary>
    Sleep,

    Count,
}
