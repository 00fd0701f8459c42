using PpuSim.Timing;

namespace OnChipLearn.Chip.Configuration;

/// <summary>
/// Latencies of the chip around the processors in PPU cycles (4 ns). Those of the event paths are not known from silicon and are parameters.
/// </summary>
public sealed record ChipTiming
{
    /// <summary>What the processors' ports cost.</summary>
    public PortLatencies Ports { get; init; } = CorePreset.HicannX.Ports;

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
        Check(nameof(PortLatencies.Row), Ports.Row, 1, 1000);
        Check(nameof(PortLatencies.Conversion), Ports.Conversion, 1, 10000);
        Check(nameof(PortLatencies.FpgaVectorLoad), Ports.FpgaVectorLoad, 1, 10000);
        Check(nameof(PortLatencies.FpgaVectorStore), Ports.FpgaVectorStore, 1, 10000);
        Check(nameof(PortLatencies.FpgaVectorStoreService), Ports.FpgaVectorStoreService, 0, 10000);
        Check(nameof(PortLatencies.FpgaWordLoad), Ports.FpgaWordLoad, 1, 10000);
        Check(nameof(PortLatencies.FpgaWordStore), Ports.FpgaWordStore, 1, 10000);
        Check(nameof(PortLatencies.Omnibus), Ports.Omnibus, 1, 10000);
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
