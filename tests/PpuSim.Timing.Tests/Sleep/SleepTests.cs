using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests.Sleep;

/// <summary>Sleep, wake-up and synchronisation (ppu-reference section 1.7, nux-timing section 5).</summary>
public sealed class SleepTests
{
    [Fact]
    public void WaitAloneSleepsAfterFiveCycles()
    {
        var core = AssembledCore.Run(Source.Wait);
        Assert.True(core.Core.IsAsleep);
        Assert.Equal((true, 5L), core.Recording.Sleep.Single());
        Assert.Equal((5L, 0L, 1L), (core.Core.Cycle, core.Core.Issues, core.Core.Instructions));
    }

    /// <summary>Other wait conditions, and the encoding that newer assemblers choose, are no-ops.</summary>
    [Theory]
    [InlineData(0x7c20_007cu)]
    [InlineData(0x7c40_007cu)]
    [InlineData(0x7c60_007cu)]
    [InlineData(0x7c00_003cu)]
    public void OtherWaitsDoNotSleep(uint word)
    {
        var core = AssembledCore.Run($".long {word}\nli 3,1\n{Source.Wait}");
        Assert.Equal(1u, core.Register(3));
        Assert.Single(core.Recording.Sleep);
    }

    /// <summary>A wait drains all units: a slow load and a vector store are complete when the core sleeps.</summary>
    [Fact]
    public void WaitDrainsAllUnits()
    {
        var core = AssembledCore.Run($"li 4,5\nfxvsplath 1,4\nli 5,0x1000\nfxvstax 1,0,5\nlis 3,0x4000\nlwz 6,0(3)\n{Source.Wait}", data: new SlowMemory(100, 77));
        Assert.Equal(77u, core.Register(6));
        Assert.Equal(0x0005_0005u, core.Word(0x107c));
        Assert.True(core.Core.Cycle > 100);
    }

    /// <summary>A timer request with interrupts off wakes the core, which goes on behind the wait.</summary>
    [Theory]
    [InlineData("dec")]
    [InlineData("fit")]
    public void TimersWakeWithInterruptsOff(string timer)
    {
        var setup = timer == "dec"
            ? Source.SetSpr(Spr.Tcr, TimerBits.TcrDie) + Source.SetSpr(Spr.Dec, 300)
            : Source.SetSpr(Spr.Tcr, TimerBits.TcrFie);
        var core = AssembledCore.Run(Source.Program(setup + "sleep: " + Source.Wait + "li 3,1\n" + Source.SetSpr(Spr.Tcr, 0)));
        Assert.Equal(1u, core.Register(3));
        Assert.Empty(core.VectorsTaken);
        Assert.Equal(3, core.Recording.Sleep.Count);
    }

    /// <summary>A request in cycle r wakes in r + 1; without an interrupt the instruction behind the wait issues in r + 2.</summary>
    [Fact]
    public void WakingUpWithInterruptsOffTakesTwoCycles()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetSpr(Spr.Tcr, TimerBits.TcrDie) + "li 3,100\nnop\nnop\nwrite: mtspr 22,3\n" + Source.Wait + "behind: li 4,1\n" + Source.SetSpr(Spr.Tcr, 0)));
        var request = core.Issued("write")[0] + 100 + 3;
        Assert.Equal((false, request + 2), core.Recording.Sleep[1]);
        Assert.Equal(request + 2, core.Issued("behind")[0]);
    }

    /// <summary>With interrupts on, the interrupt returns to the wait.</summary>
    [Fact]
    public void TimersWakeIntoTheirHandlerWithInterruptsOn()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetSpr(Spr.Tcr, TimerBits.TcrDie) + Source.SetMsr(MsrBits.Ee) + "li 3,100\nnop\nnop\nwrite: mtspr 22,3\nsleep: " + Source.Wait + "li 4,1\n",
            ("decrementer", Source.SetSpr(Spr.Tcr, 0) + "rfi\n")));
        var (vector, returnAddress, cycle) = core.Recording.Interrupts.Single();
        Assert.Equal((0x30u, core["sleep"], core.Issued("write")[0] + 100 + 3 + 1), (vector, returnAddress, cycle));
        Assert.Equal(0u, core.Register(4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DoorbellsAndPinsDoNotWakeWithInterruptsOff(bool pins)
    {
        var core = new AssembledCore(Source.Program(Source.SetSpr(Spr.Iccr, 0x0000_0f00) + Source.Wait + "li 3,1\n", ("external", "rfi\n"), ("doorbell", "rfi\n")));
        core.RunUntil(100);
        if (pins)
        {
            core.SetPinsIn(120, 15);
        }
        else
        {
            core.RingIn(120);
        }

        core.RunUntil(300);
        Assert.True(core.Core.IsAsleep);
        Assert.False(core.Core.CanWake);
        Assert.Equal(0u, core.Register(3));
    }

    /// <summary>A level pin does not count as something that ends the sleep while interrupts are off.</summary>
    [Theory]
    [InlineData(0u, false)]
    [InlineData(MsrBits.Ee, true)]
    public void AnActivePinCanWakeOnlyWithInterruptsOn(uint msr, bool wakes)
    {
        var core = new AssembledCore(Source.Program(Source.SetSpr(Spr.Iccr, 0x0001_0100) + Source.SetMsr(msr) + Source.Wait, ("external", Source.SetSpr(Spr.Iccr, 0) + "li 9,1\n" + Source.Wait)));
        core.RunUntil(100);
        core.Core.Pins = 1;
        Assert.Equal(wakes, core.Core.CanWake);
        core.RunToSleep();
        Assert.Equal(wakes ? 1u : 0, core.Register(9));
    }

    [Fact]
    public void PinsWakeAndAreTakenThreeCyclesBehindTheChange()
    {
        var core = new AssembledCore(Source.Program(Source.SetSpr(Spr.Iccr, 0x0000_0100) + Source.SetMsr(MsrBits.Ee) + "sleep: " + Source.Wait + "li 4,1\n", ("external", "li 9,1\n" + Source.Wait)));
        core.SetPinsIn(100, 1);
        core.RunToSleep();
        Assert.Equal((0x14u, core["sleep"], 103L), core.Recording.Interrupts.Single());
    }

    [Fact]
    public void SyncWithEmptyPipesCostsTwoCyclesMoreThanNothing()
    {
        Assert.Equal(3, Between("sync\n"));
        Assert.Equal(5, Between("sync\nsync\n"));
        Assert.Equal(1, Between(string.Empty));
        Assert.Equal(2, Between("nop\n"));
    }

    /// <summary>
    /// First cycle behind a sync that follows one instruction: by its unit (nux-timing section 5). A write of XER keeps the sync in decode, so that it
    /// synchronizes twice.
    /// </summary>
    [Theory]
    [InlineData("li 4,1\n", 4)]
    [InlineData("mtctr 4\n", 4)]
    [InlineData("addic 4,4,1\n", 6)]
    [InlineData("mullw 4,4,4\n", 7)]
    [InlineData("stw 4,0x1000(0)\n", 7)]
    [InlineData("lwz 4,0x1000(0)\n", 7)]
    public void SyncWaitsForTheUnitsBeforeIt(string instruction, int cycles)
    {
        var core = AssembledCore.Run($"li 9,1\nnop\nnop\nnop\nnop\nbefore: {instruction}sync\nafter: li 10,1\n{Source.Wait}");
        Assert.Equal(cycles, core.Issued("after")[0] - core.Issued("before")[0]);
    }

    /// <summary>Scalar and vector accesses to the same bytes are ordered by sync only.</summary>
    [Theory]
    [InlineData("", 0u)]
    [InlineData("sync\n", 0x0007_0007u)]
    public void SyncOrdersVectorStoresAndScalarLoads(string between, uint loaded)
    {
        var core = AssembledCore.Run($"li 3,7\nfxvsplath 1,3\nli 4,0x1000\nsync\nfxvstax 1,0,4\n{between}lwz 5,0x107c(0)\n{Source.Wait}");
        Assert.Equal(loaded, core.Register(5));
    }

    [Fact]
    public void SyncOrdersScalarStoresAndVectorLoads()
    {
        var stores = string.Concat(Enumerable.Repeat("stw 3,0x1000(0)\n", 13)) + "stw 3,0x107c(0)\n";
        var core = AssembledCore.Run(
            $"li 3,9\nli 4,0x1000\nnop\nnop\n{stores}sync\nfxvlax 1,0,4\nsync\nli 5,0x2000\nfxvstax 1,0,5\n{Source.Wait}", parameters: new CoreParameters { DataMemoryLatency = 5 });
        Assert.Equal(9u, core.Word(0x207c));
    }

    /// <summary>isync and eieio take a cycle and do nothing: a vector store is not waited for.</summary>
    [Theory]
    [InlineData(0x4c00_012cu)]
    [InlineData(0x7c00_06acu)]
    public void OtherBarriersAreNoOps(uint word)
    {
        var core = AssembledCore.Run($"li 3,7\nfxvsplath 1,3\nli 4,0x1000\nsync\nfxvstax 1,0,4\n.long {word}\nlwz 5,0x107c(0)\n{Source.Wait}");
        Assert.Equal(0u, core.Register(5));
        Assert.Equal(6, core.Recording.Issues.Count);
    }

    private static long Between(string instructions)
    {
        var core = AssembledCore.Run($"nop\nnop\nnop\nnop\nnop\nfirst: li 3,1\nnop\nnop\nnop\nnop\nnop\nbefore: b behind\nbehind: nop\nnop\nnop\nnop\none: li 5,1\n{instructions}two: li 4,1\n{Source.Wait}");
        var withInstruction = core.Issued("two")[0] - core.Issued("one")[0];

        // An instruction directly in front of a sync makes it wait one cycle longer; the documented minimum is that of empty pipes.
        return withInstruction - (instructions.StartsWith("sync", StringComparison.Ordinal) ? 1 : 0);
    }
}
