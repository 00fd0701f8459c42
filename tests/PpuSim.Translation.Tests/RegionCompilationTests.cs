using System.Buffers.Binary;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>Results do not depend on when machine code takes the place of replay.</summary>
public sealed class RegionCompilationTests
{
    private const long Step = 3001;
    private const int LeastSteps = 50;
    private const int MostSteps = 20_000;
    private const int Visits = 50;
    private const int Never = int.MaxValue / 32;

    // Counts in r3 for ever, through memory; every eighth time it does something more.
    private static readonly uint[] Program =
    [
        0x3863_0001, // addi r3, r3, 1
        0x9060_1000, // stw r3, 0x1000(0)
        0x8080_1000, // lwz r4, 0x1000(0)
        0x7080_0007, // andi. r0, r4, 7
        0x4082_fff0, // bne to the start
        0x7ca5_1a14, // add r5, r5, r3
        0x4bff_ffe8, // b to the start
    ];

    [Fact]
    public void CoresAgreeAtEveryStep()
    {
        var replaying = Create(RegionCompilation.AtOnce, Never);
        var compiling = Create(RegionCompilation.AtOnce, Visits);
        var beside = Create(RegionCompilation.Beside, Visits);
        var steps = 0;
        for (; steps < MostSteps && (steps < LeastSteps || beside.CompiledStates == 0); steps++)
        {
            Assert.Equal(Run(replaying), Run(compiling));
            Assert.Equal(Run(replaying, 0), Run(beside));
        }

        Assert.Equal(0, replaying.CompiledStates);
        Assert.True(compiling.CompiledStates > 0);
        Assert.True(beside.CompiledStates > 0, $"nothing compiled beside in {steps} steps");
    }

    private static (long Cycle, long Instructions, long Stalls, uint Pc, uint R3, uint R5) Run(IPpuCore core, long cycles = Step)
    {
        core.RunUntil(core.Cycle + cycles);
        return (core.Cycle, core.Instructions, core.Stalls.Sum(), core.Pc, core.State.Gpr[3], core.State.Gpr[5]);
    }

    private static TranslatedCore<NoProbe, NoProbe> Create(RegionCompilation compilation, int visitsUntilCompiled)
    {
        var ports = new StandalonePorts(PortLatencies.TestBench);
        var core = (TranslatedCore<NoProbe, NoProbe>)CoreFactory.Create<NoProbe>(
            CoreEngine.Translator, new CoreParameters(), new ScalarState(), new VectorState(), new Sram(), new CorePorts(ports, ports, ports), compilation: compilation);
        core.VisitsUntilCompiled = visitsUntilCompiled;
        for (var word = 0; word < Program.Length; word++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(core.Sram.Bytes[(sizeof(uint) * word)..], Program[word]);
        }

        return core;
    }
}
