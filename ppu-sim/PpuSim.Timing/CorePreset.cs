namespace PpuSim.Timing;

/// <summary>A named set of core parameters and port latencies.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Core">The core.</param>
/// <param name="Ports">What it is connected to.</param>
public sealed record CorePreset(string Name, CoreParameters Core, PortLatencies Ports)
{
    /// <summary>As measured on the published RTL with single-cycle memories.</summary>
    public static CorePreset Rtl { get; } = new("rtl", new CoreParameters(), PortLatencies.TestBench);

    /// <summary>As <see cref="Rtl"/>, with the latencies of the chip around the core.</summary>
    public static CorePreset HicannX { get; } = new(
        "hicann-x", new CoreParameters { SerialPortLatency = 5, InstructionCache = new InstructionCacheParameters() }, new PortLatencies());

    public static IReadOnlyList<CorePreset> All { get; } = [Rtl, HicannX];
}
