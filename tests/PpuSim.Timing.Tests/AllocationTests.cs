using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests;

/// <summary>Executing instructions allocates nothing once each word has been decoded.</summary>
public sealed class AllocationTests
{
    private const string Scalar =
        "li 9,0x1000\nli 8,7\n1: addi 3,3,1\nmullw 4,3,3\ndivw 5,4,8\naddic. 6,6,-1\nstwu 6,4(9)\nlwz 7,0(9)\nlhzu 10,-2(9)\nlbzx 11,9,8\nstmw 28,0x20(9)\nlmw 28,0x20(9)\n"
        + "rlwinm 9,9,0,19,29\nbl 2f\nmfspr 12,284\nmtspr 66,12\nmfcr 13\nsync\ncmpwi 3,0\nbne 1b\n" + Source.Wait + "2: blr\n";

    private const string Vector =
        "li 3,5\nli 4,0x1000\nli 5,0x1080\nli 6,16\n1: fxvsplath 1,3\nfxvaddhm 2,1,2\nfxvmahfs 3,1,2\nfxvmtach 1\nfxvmatachm 1,2\nfxvcmph 2\nfxvsel 4,1,2,gt\nfxvshh 5,4,2\nfxvpckbu 6,5,4,0\n"
        + "fxvstax 2,0,4\nsync\nfxvlax 7,0,5\nfxvoutx 7,0,6,lt\nfxvinx 8,0,6\nfxvoutx 8,0,6\nb 1b\n";

    /// <summary>Timer interrupts, an alignment fault, a trap and sleep in a loop.</summary>
    private static readonly string Interrupts = Source.Program(
        Source.SetSpr(Spr.Decar, 150) + Source.SetSpr(Spr.Tcr, TimerBits.TcrDie | TimerBits.TcrAre) + Source.SetMsr(MsrBits.Ee) + Source.SetSpr(Spr.Dec, 100)
        + "li 9,0x1002\n1: addi 3,3,1\nlwz 4,0(9)\nnop\nnop\ntw 31,0,0\nnop\nnop\n" + Source.Wait + "b 1b\n",
        [.. new[] { "alignment", "program", "decrementer" }.Select(name => (name, "mfspr 28,26\naddi 28,28,4\nmtspr 26,28\nmfspr 28,27\nori 28,28,0x8000\nmtspr 27,28\n" + Source.SetSpr(Spr.Tsr, 0xffff_ffff) + "rfi\n"))]);

    public static TheoryData<string> Programs => [Scalar, Vector, Interrupts];

    [Theory]
    [MemberData(nameof(Programs))]
    public void ExecutingAllocatesNothing(string source)
    {
        var core = Create(source);
        core.RunUntil(50_000);
        var (issues, instructions) = (core.Issues, core.Instructions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        core.RunUntil(400_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(core.Issues > issues + 5_000 && core.Instructions > instructions + 5_000);
        Assert.Equal(core.Cycle, core.Issues + core.Stalls.Sum());
    }

    private static PpuCore<NoProbe> Create(string source)
    {
        var ports = new StandalonePorts(PortLatencies.TestBench);
        var core = new PpuCore<NoProbe>(new CoreParameters(), new ScalarState(), new VectorState(), new Sram(), new CorePorts(ports, ports, ports));
        foreach (var section in PpuSim.Isa.Assembly.Assembler.Assemble(source + "\n").Sections)
        {
            section.Bytes.Span.CopyTo(core.Sram.Bytes[(int)section.Address..]);
        }

        return core;
    }
}
