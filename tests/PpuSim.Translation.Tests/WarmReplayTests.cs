using System.Buffers.Binary;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>What has been recorded and compiled is replayed without allocating.</summary>
public sealed class WarmReplayTests
{
    // No multiple of the loop: all cycles of it are stopped in before.
    private const long Step = 4001;
    private const int Steps = 100;

    // Counts in r3 for ever, through memory.
    private static readonly uint[] Program =
    [
        0x3863_0001, // addi r3, r3, 1
        0x9060_1000, // stw r3, 0x1000(0)
        0x8080_1000, // lwz r4, 0x1000(0)
        0x7ca4_1a14, // add r5, r4, r3
        0x4bff_fff0, // b to the start
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public void AllocatesNothing(int visitsUntilCompiled)
    {
        var ports = new StandalonePorts(PortLatencies.TestBench);
        var core = (TranslatedCore<NoProbe, NoProbe>)CoreFactory.Create<NoProbe>(
            CoreEngine.Translator, new CoreParameters(), new ScalarState(), new VectorState(), new Sram(), new CorePorts(ports, ports, ports));
        core.VisitsUntilCompiled = visitsUntilCompiled;
        for (var word = 0; word < Program.Length; word++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(core.Sram.Bytes[(sizeof(uint) * word)..], Program[word]);
        }

        Run(Steps);
        var replayed = core.ReplayedCycles;
        var counted = core.State.Gpr[3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(Steps);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(visitsUntilCompiled == 1, core.CompiledStates > 0);
        Assert.True(core.ReplayedCycles - replayed > Steps * Step * 9 / 10, $"{core.ReplayedCycles - replayed} cycles replayed");
        Assert.True(core.State.Gpr[3] > counted);

        void Run(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                core.RunUntil(core.Cycle + Step);
            }
        }
    }
}
