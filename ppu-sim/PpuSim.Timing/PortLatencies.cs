namespace PpuSim.Timing;

/// <summary>
/// Latencies of what a PPU reaches through its ports, in processor cycles (4 ns) from acceptance to answer. The defaults let a core with the published
/// pipeline measure what the vendor's tests assert on silicon (libnux test_speed_memory.cpp: row 20 +- 2, CADC 410 +- 41, FPGA vector load 344 +- 35,
/// store 38 +- 4); Omnibus and scalar FPGA latencies are not known from silicon.
/// </summary>
public sealed record PortLatencies
{
    /// <summary>Synapse row, random generators, neuron reset and buffered CADC results through the vector port.</summary>
    public int Row { get; init; } = 9;

    /// <summary>CADC read that starts a conversion.</summary>
    public int Conversion { get; init; } = 396;

    /// <summary>Vector load from FPGA memory.</summary>
    public int FpgaVectorLoad { get; init; } = 334;

    /// <summary>Acknowledge of a vector store to FPGA memory, which is posted.</summary>
    public int FpgaVectorStore { get; init; } = 27;

    /// <summary>Cycles for which a posted vector store keeps the link to the FPGA busy.</summary>
    public int FpgaVectorStoreService { get; init; } = 90;

    /// <summary>Scalar load from the FPGA.</summary>
    public int FpgaWordLoad { get; init; } = 320;

    /// <summary>Acknowledge of a scalar store to the FPGA.</summary>
    public int FpgaWordStore { get; init; } = 20;

    /// <summary>Omnibus word, read or write.</summary>
    public int Omnibus { get; init; } = 40;

    /// <summary>The RTL's test bench: every vector access answers after two cycles, every word after one.</summary>
    public static PortLatencies TestBench { get; } = new()
    {
        Row = 2,
        Conversion = 2,
        FpgaVectorLoad = 2,
        FpgaVectorStore = 2,
        FpgaVectorStoreService = 0,
        FpgaWordLoad = 1,
        FpgaWordStore = 1,
        Omnibus = 1,
    };
}
