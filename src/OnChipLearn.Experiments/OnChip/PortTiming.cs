using OnChipLearn.Chip.Configuration;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>Timing preset <c>hicann-x</c> with other values for what is not known from silicon.</summary>
public static class PortTiming
{
    /// <summary>A program measures that many cycles more for a vector load from FPGA memory than the port takes (<c>ppu silicon</c>: 344).</summary>
    private const int VectorLoadOverhead = 10;

    /// <summary>Least vector load as a program measures it.</summary>
    public static int LeastVectorLoadCycles => VectorLoadOverhead + 1;

    /// <summary>Omnibus word of the preset.</summary>
    public static int OmnibusCycles => CorePreset.HicannX.Ports.Omnibus;

    /// <summary>Vector load from FPGA memory of the preset, as a program measures it.</summary>
    public static int FpgaVectorLoadCycles => VectorLoadCycles(CorePreset.HicannX.Ports);

    /// <summary>A vector load from FPGA memory as a program measures it.</summary>
    public static int VectorLoadCycles(PortLatencies ports) => ports.FpgaVectorLoad + VectorLoadOverhead;

    /// <summary>The chip's latencies.</summary>
    /// <param name="omnibus">Cycles of an Omnibus word.</param>
    /// <param name="fpgaVectorLoad">Cycles of a vector load from FPGA memory as a program measures it.</param>
    public static ChipTiming With(int omnibus, int fpgaVectorLoad) => new()
    {
        Ports = CorePreset.HicannX.Ports with { Omnibus = omnibus, FpgaVectorLoad = fpgaVectorLoad - VectorLoadOverhead },
    };

    /// <summary>The cores.</summary>
    /// <param name="sharedFetchPort">Fetch and data share one SRAM port.</param>
    public static CoreParameters Core(bool sharedFetchPort) => CorePreset.HicannX.Core with { SharedFetchPort = sharedFetchPort };
}
