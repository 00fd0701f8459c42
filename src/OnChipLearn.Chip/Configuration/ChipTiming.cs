namespace OnChipLearn.Chip.Configuration;

/// <summary>
/// Latencies outside the processor core in PPU cycles (4 ns). Vector-port and FPGA figures are chosen so that a processor with the published
/// pipeline measures what the vendor's tests assert on silicon (row 20 +- 2, CADC 410 +- 41, FPGA vector load 344 +- 35, store 38 +- 4 and 90 more
/// per further store); Omnibus, scalar FPGA and event latencies are not known from silicon and are parameters.
/// </summary>
public sealed record ChipTiming
{
    /// <summary>Synapse row, random generators, neuron reset, buffered CADC result through the vector port: acceptance to answer.</summary>
    public int RowLatency { get; init; } = 8;

    /// <summary>CADC read that converts.</summary>
    public int ConversionLatency { get; init; } = 378;

    /// <summary>Vector load from FPGA memory.</summary>
    public int FpgaVectorLoadLatency { get; init; } = 332;

    /// <summary>Acknowledge of a vector store to FPGA memory.</summary>
    public int FpgaVectorStoreLatency { get; init; } = 26;

    /// <summary>Cycles that a vector store keeps the link to the FPGA busy for the next access of the same processor.</summary>
    public int FpgaVectorStoreOccupancy { get; init; } = 90;

    /// <summary>Scalar load from the FPGA.</summary>
    public int FpgaWordLoadLatency { get; init; } = 320;

    /// <summary>Acknowledge of a scalar store to the FPGA.</summary>
    public int FpgaWordStoreLatency { get; init; } = 20;

    /// <summary>Omnibus word, read or write.</summary>
    public int OmnibusLatency { get; init; } = 40;

    /// <summary>From a neuron's spike to the crossbar input.</summary>
    public int NeuronToCrossbar { get; init; } = 12;

    /// <summary>From the crossbar output to the synapse drivers.</summary>
    public int CrossbarToDriver { get; init; } = 12;

    /// <summary>From the FPGA's player to the crossbar input.</summary>
    public int Downlink { get; init; } = 60;

    /// <summary>From the crossbar output to the FPGA's recorder.</summary>
    public int Uplink { get; init; } = 60;

    /// <summary>Cycles per event on one crossbar output.</summary>
    public int CrossbarInterval { get; init; } = 1;

    /// <summary>Events that may wait for one crossbar output; more are dropped and counted.</summary>
    public int CrossbarDepth { get; init; } = 8;

    /// <summary>Cycles per event on the link in either direction (2 cycles: 125 M events/s).</summary>
    public int LinkInterval { get; init; } = PpuCyclesPerTick;

    /// <summary>Events that may wait for the link in one direction; more are dropped and counted.</summary>
    public int LinkDepth { get; init; } = 64;

    /// <summary>PPU cycles per clock of the background sources.</summary>
    public int BackgroundClock { get; init; } = 1;

    private const int PpuCyclesPerTick = Analog.PpuClock.CyclesPerTick;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ChipInputException">A latency is out of range.</exception>
    public void Validate()
    {
        Check(nameof(RowLatency), RowLatency, 1, 1000);
        Check(nameof(ConversionLatency), ConversionLatency, 1, 10000);
        Check(nameof(FpgaVectorLoadLatency), FpgaVectorLoadLatency, 1, 10000);
        Check(nameof(FpgaVectorStoreLatency), FpgaVectorStoreLatency, 1, 10000);
        Check(nameof(FpgaVectorStoreOccupancy), FpgaVectorStoreOccupancy, 0, 10000);
        Check(nameof(FpgaWordLoadLatency), FpgaWordLoadLatency, 1, 10000);
        Check(nameof(FpgaWordStoreLatency), FpgaWordStoreLatency, 1, 10000);
        Check(nameof(OmnibusLatency), OmnibusLatency, 1, 10000);
        Check(nameof(NeuronToCrossbar), NeuronToCrossbar, 1, 10000);
        Check(nameof(CrossbarToDriver), CrossbarToDriver, 1, 10000);
        Check(nameof(Downlink), Downlink, 1, 10000);
        Check(nameof(Uplink), Uplink, 1, 10000);
        Check(nameof(CrossbarInterval), CrossbarInterval, 1, 1000);
        Check(nameof(CrossbarDepth), CrossbarDepth, 0, 4096);
        Check(nameof(LinkInterval), LinkInterval, 1, 1000);
        Check(nameof(LinkDepth), LinkDepth, 0, 4096);
        Check(nameof(BackgroundClock), BackgroundClock, 1, 16);
    }

    private static void Check(string name, int value, int low, int high)
    {
        if (value < low || value > high)
        {
            throw new ChipInputException("chip timing", name, value.ToString(), $"{low}..{high}");
        }
    }
}
