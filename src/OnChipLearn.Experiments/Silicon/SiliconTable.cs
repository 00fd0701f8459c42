using PpuSim.AddressMap;
using PpuSim.Isa.Assembly;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Silicon;

/// <summary>
/// Access times that the vendor's tests assert on HICANN-X (libnux test_speed_memory.cpp), and programs that measure them in the same way: time base,
/// access, sync, time base; the difference less the one cycle between two reads of the time base; done twice, the second counts.
/// </summary>
public static class SiliconTable
{
    private const uint ResultAddress = 0x0ffc;
    private const long Limit = 100_000;
    private const string Load = "fxvinx 1,0,5\n";
    private const string Store = "fxvoutx 1,0,5\n";

    /// <summary>All rows. Bursts of stores to FPGA memory were measured but are disabled in the vendor's test, like the load from it.</summary>
    public static IReadOnlyList<SiliconFigure> Figures { get; } =
    [
        new("synapse row read", Load, 0, 20, 2),
        new("synapse row write", Store, 0, 20, 2),
        new("neuron reset", Store, VectorPortMap.NeuronReset, 20, 2),
        new("vector load, own SRAM", "fxvlax 1,0,3\n", 0, 49, 5),
        new("vector store, own SRAM", "fxvstax 1,0,3\n", 0, 47, 5),
        new("1 vector store to FPGA memory", Burst(1), VectorPortMap.FpgaBlockRam, 38, 4),
        new("2 vector stores to FPGA memory", Burst(2), VectorPortMap.FpgaBlockRam, 209, 18, IsOutlier: true),
        new("4 vector stores to FPGA memory", Burst(4), VectorPortMap.FpgaBlockRam, 306, 31),
        new("8 vector stores to FPGA memory", Burst(8), VectorPortMap.FpgaBlockRam, 684, 69),
        new("16 vector stores to FPGA memory", Burst(16), VectorPortMap.FpgaBlockRam, 1406, 141),
        new("vector load from FPGA memory", Load, VectorPortMap.FpgaBlockRam, 344, 35),
        new("CADC, both halves of a row", Load + "fxvinx 2,0,6\n", VectorPortMap.Causal, 410, 41),
    ];

    /// <summary>Runs the measuring program of every row on a core without a chip.</summary>
    public static IReadOnlyList<SiliconMeasurement> Measure(CorePreset preset) => [.. Figures.Select(figure => new SiliconMeasurement(figure, Measure(figure, preset)))];

    private static int Measure(SiliconFigure figure, CorePreset preset)
    {
        var ports = new StandalonePorts(preset.Ports);
        var core = new PpuCore<NoProbe>(
            preset.Core, new ScalarState(), new VectorState(preset.Core.Slices), new Sram(), new CorePorts(ports, ports, ports));
        foreach (var section in Assembler.Assemble(Program(figure), figure.Access).Sections)
        {
            section.Bytes.Span.CopyTo(core.Sram.Bytes[(int)section.Address..]);
        }

        return core.RunUntilSleep(Limit) ? (int)core.Sram.ReadWord(ResultAddress) : int.MaxValue;
    }

    /// <summary>The measuring program of a row. A pause lets the link to the FPGA finish before each run.</summary>
    public static string Program(SiliconFigure figure) =>
        $"""
            li 3,0x1000
            lis 5,{figure.Address}@h
            ori 5,5,{figure.Address}@l
            lis 6,0x28
            ori 6,6,1
            li 20,2
        again:
            li 21,500
            mtctr 21
        pause:
            bdnz pause
            sync
            mfspr 10,284
            {figure.Instructions.ReplaceLineEndings("\n    ").TrimEnd()}
            sync
            mfspr 11,284
            addi 20,20,-1
            cmpwi 20,0
            bne again
            subf 12,10,11
            addi 12,12,-1
            stw 12,{ResultAddress}(0)
            wait

        """;

    private static string Burst(int stores) => string.Concat(Enumerable.Repeat(Store, stores));
}
