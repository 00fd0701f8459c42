namespace PpuSim.Timing;

/// <summary>What a core tells an <see cref="IProbe"/> of, apart from interrupts and sleep.</summary>
[Flags]
public enum ProbeEvents
{
    None = 0,

    /// <summary><see cref="IProbe.Issue"/> and <see cref="IProbe.Pass"/>.</summary>
    Instructions = 1,
    Stalls = 2,
    Loads = 4,
    Stores = 8,
    VectorExecutions = 16,
    All = Instructions | Stalls | Loads | Stores | VectorExecutions,
}
