namespace PpuSim.Timing;

/// <summary>
/// Geometry and latencies of one core and its memories, apart from semantics. All latencies are processor cycles (4 ns).
/// The defaults are those of the published RTL with 8 slices (nux-timing section 1).
/// </summary>
public sealed record CoreParameters
{
    /// <summary>Vector slices of 8 halfwords: 8 on HICANN-X, 1 in the first wrapper.</summary>
    public int Slices { get; init; } = 8;

    /// <summary>Entries of the branch cache: 16, 4 or 0 (0 = no branch is predicted).</summary>
    public int BranchCacheEntries { get; init; } = 16;

    /// <summary>Cycles between acceptance of an SRAM access and its answer.</summary>
    public int DataMemoryLatency { get; init; } = 1;

    /// <summary>
    /// Further cycles until the answer where the vector unit's serial port accesses the SRAM: 0 in the RTL's test bench. On silicon a vector load or store
    /// takes some cycles longer than there; that scalar loads do is not known.
    /// </summary>
    public int SerialPortLatency { get; init; }

    /// <summary>Which port is served when the scalar and the serial vector port request the data memory in the same cycle.</summary>
    public bool VectorPortFirst { get; init; }

    /// <summary>Fetch and data share one SRAM port: a data access delays the fetch by a cycle. Not known from silicon.</summary>
    public bool SharedFetchPort { get; init; }

    /// <summary>All code comes from the instruction memory port, none from the SRAM: the two memories of the RTL's test bench.</summary>
    public bool SeparateInstructionMemory { get; init; }

    /// <summary>Parallel vector port of the test device: cycles from acceptance to answer.</summary>
    public int ParallelLatency { get; init; } = 2;

    /// <summary>Parallel vector port of the test device: cycles from appearance to acceptance.</summary>
    public int ParallelAcceptDelay { get; init; }

    /// <summary>Stages of the vector multiplier and adder.</summary>
    public int VectorMultiplyStages { get; init; } = 4;
    public int VectorAddStages { get; init; } = 1;

    /// <summary>Depth of the vector instruction queue; two places are kept for instructions that are on their way to it.</summary>
    public int VectorQueueDepth { get; init; } = 4;

    /// <summary>Cycles from the issue of a divide to the next issue.</summary>
    public int DivideLatency { get; init; } = 32;

    /// <summary>Cache for code in FPGA memory, null where instructions come from the SRAM only.</summary>
    public InstructionCacheParameters? InstructionCache { get; init; }
}

/// <summary>
/// Direct-mapped instruction cache for code in FPGA memory. The chip's geometry is not public; the default is the one of the RTL repository's
/// emulation system (nux-timing section 11).
/// </summary>
/// <param name="Lines">Number of lines.</param>
/// <param name="WordsPerLine">32-bit words per line.</param>
/// <param name="MissCycles">Cycles that a cold line costs.</param>
public sealed record InstructionCacheParameters(int Lines = 64, int WordsPerLine = 16, int MissCycles = 344);
