namespace PpuSim.Isa;

/// <summary>Functional units of the core; the vector units are those behind the vector instruction queue.</summary>
public enum Unit : byte
{
    FixedPoint,
    Branch,
    LoadStore,
    Multiplier,
    Divider,

    /// <summary>eciwx and ecowx: decoded, but the I/O bus is configured out of the chip's core.</summary>
    IoBus,

    /// <summary>wait and sync: handled by the issue state machine, never issued.</summary>
    System,
    VectorMultiplyAdd,
    VectorCompare,

    /// <summary>fxvlax and fxvstax: one word per cycle over the data port.</summary>
    VectorSerial,

    /// <summary>fxvinx and fxvoutx: a whole vector over the parallel port.</summary>
    VectorParallel,
    VectorPermute,
}
