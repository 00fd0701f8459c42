using PpuSim.AddressMap;
using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests.Interrupts;

/// <summary>Entry, return, latching and priority of interrupts (ppu-reference section 1.5), and the figures of nux-timing section 9.</summary>
public sealed class InterruptEntryTests
{
    private const long Ring = 40;
    private static readonly string Straight = string.Concat(Enumerable.Repeat("li 7,1\n", 60));

    [Fact]
    public void DoorbellOfAnAwakeCoreIsTakenInTheNextCycleAndItsHandlerIssuesSevenCyclesBehindTheEdge()
    {
        var core = Doorbell(Straight);
        var (vector, returnAddress, cycle) = core.Recording.Interrupts.Single();
        Assert.Equal((0x24u, Ring + 1), (vector, cycle));

        // The instruction in decode in that cycle issues and is the one to return to.
        Assert.Equal(returnAddress, core.Recording.Issues.Single(issue => issue.Cycle == cycle).Pc);
        Assert.Equal(Ring + 7, core.IssuedAt(0x24)[0]);
    }

    [Fact]
    public void DoorbellOfASleepingCoreWakesItInTwoCyclesAndReturnsToTheWait()
    {
        var core = Doorbell("sleep: " + Source.Wait + Straight);
        Assert.Equal((true, core.Recording.Sleep[0].Cycle), core.Recording.Sleep[0]);
        Assert.True(core.Recording.Sleep[0].Cycle < Ring);
        Assert.Equal((false, Ring + 3), core.Recording.Sleep[1]);
        var (_, returnAddress, cycle) = core.Recording.Interrupts.Single();
        Assert.Equal((core["sleep"], Ring + 2), (returnAddress, cycle));
        Assert.Equal(Ring + 8, core.IssuedAt(0x24)[0]);
    }

    /// <summary>A plain return goes back to sleep.</summary>
    [Fact]
    public void ReturnFromTheInterruptOfASleepingCoreSleepsAgain()
    {
        var core = new AssembledCore(Source.Program($"{Source.SetMsr(MsrBits.Ee)}sleep: {Source.Wait}li 9,1\n", ("doorbell", "li 8,1\nrfi\n")));
        core.RingIn(Ring);
        core.RunUntil(300);
        Assert.True(core.Core.IsAsleep);
        Assert.Equal((1u, 0u), (core.Register(8), core.Register(9)));
    }

    [Fact]
    public void TheTargetOfAReturnIssuesFiveCyclesBehindIt()
    {
        var core = new AssembledCore(Source.Program(Source.SetMsr(MsrBits.Ee) + Straight, ("doorbell", "li 8,1\nback: rfi\n")));
        core.RingIn(Ring);
        core.RunToSleep();
        var (_, returnAddress, _) = core.Recording.Interrupts.Single();
        Assert.Equal(5, core.IssuedAt(returnAddress)[1] - core.Issued("back")[0]);
    }

    /// <summary>Write-back is disabled from the cycle behind the jump on: the instruction issued in the cycle before loses its result.</summary>
    [Fact]
    public void TheInstructionBeforeTheInterruptedOneLosesItsResult()
    {
        var count = string.Concat(Enumerable.Range(1, 25).Select(k => $"li {k},{k}\n"));
        var core = new AssembledCore(Source.Program(Source.SetMsr(MsrBits.Ee) + "first: " + count, ("doorbell", "rfi\n")));
        core.RingIn(20);
        core.RunToSleep();
        var interrupted = (int)(core.Recording.Interrupts.Single().ReturnAddress - core["first"]) / 4 + 1;
        var missing = Enumerable.Range(1, 25).Where(register => core.Register(register) == 0);
        Assert.Equal([interrupted - 1], missing);
    }

    [Fact]
    public void SavedStateIsReturnAddressAndOldMsr()
    {
        var core = new AssembledCore(Source.Program(
            Source.SetMsr(MsrBits.Ee | MsrBits.Ce) + Straight, ("doorbell", $"mfspr 3,26\nmfspr 4,27\nmfmsr 5\nrfi\n")));
        core.RingIn(Ring);
        core.RunUntil(200);
        Assert.Equal(core.Recording.Interrupts.Single().ReturnAddress, core.Register(3));
        Assert.Equal((MsrBits.Ee | MsrBits.Ce, MsrBits.Ce), (core.Register(4), core.Register(5)));
        Assert.Equal(MsrBits.Ee | MsrBits.Ce, core.State.Msr);
    }

    /// <summary>The doorbell enable of the interrupt controller (bit 0) is not used.</summary>
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    public void DoorbellIgnoresItsEnableInTheController(uint iccr) => Assert.Equal([0x24u], Doorbell(Straight, Source.SetSpr(Spr.Iccr, iccr)).VectorsTaken);

    /// <summary>Doorbells are latched only while MSR.EE is 1.</summary>
    [Fact]
    public void DoorbellsWithInterruptsOffAreLost()
    {
        var core = new AssembledCore(Source.Program(Straight + Source.SetMsr(MsrBits.Ee) + Straight, ("doorbell", "li 9,1\n" + Source.Wait)));
        core.RingIn(Ring);
        core.RunUntil(400);
        Assert.Empty(core.VectorsTaken);
    }

    /// <summary>The first cycle in which a doorbell counts is the third behind the mtmsr.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void DoorbellsCountFromTheThirdCycleBehindTheEnable(int distance, bool taken)
    {
        var source = Source.Program("lis 3,0\nori 3,3,0x8000\nnop\nnop\nnop\nenable: mtmsr 3\n" + Straight, ("doorbell", Source.Wait));
        var enable = AssembledCore.Run(source).Issued("enable")[0];
        var core = new AssembledCore(source);
        core.RingIn(enable + distance);
        core.RunUntil(enable + 100);
        Assert.Equal(taken, core.VectorsTaken.Length == 1);
        if (taken)
        {
            Assert.Equal(enable + 4, core.Recording.Interrupts[0].Cycle);
        }
    }

    /// <summary>Timer requests are levels: a handler that leaves the status bit is entered again.</summary>
    [Theory]
    [InlineData("decrementer", 0x30u)]
    [InlineData("interval", 0x2cu)]
    public void TimerRequestsRepeatUntilCleared(string vector, uint address)
    {
        var start = vector == "interval"
            ? Source.SetSpr(Spr.Tcr, TimerBits.TcrFie) + Source.SetSpr(Spr.Tbl, 200)
            : Source.SetSpr(Spr.Tcr, TimerBits.TcrDie) + Source.SetSpr(Spr.Dec, 50);
        var handler = "addi 9,9,1\ncmpwi 9,3\nblt 2f\n" + Source.SetSpr(Spr.Tsr, 0xffff_ffff) + Source.SetSpr(Spr.Tcr, 0) + "2: rfi\n";
        var core = AssembledCore.Run(Source.Program(start + Source.SetMsr(MsrBits.Ee) + Straight + Straight + Source.SetMsr(0), (vector, handler)));
        Assert.Equal([address, address, address], core.VectorsTaken);
    }

    /// <summary>Of two requests that are there when interrupts become possible, the one with the higher priority is taken first.</summary>
    [Theory]
    [InlineData("external", "interval", 0x14u)]
    [InlineData("external", "decrementer", 0x14u)]
    [InlineData("external", "doorbell", 0x14u)]
    [InlineData("interval", "decrementer", 0x2cu)]
    [InlineData("interval", "doorbell", 0x2cu)]
    [InlineData("decrementer", "doorbell", 0x30u)]
    public void Priorities(string high, string low, uint first)
    {
        string[] sources = [high, low];
        var enables = (sources.Contains("interval") ? TimerBits.TcrFie : 0) | (sources.Contains("decrementer") ? TimerBits.TcrDie : 0);
        var controller = sources.Contains("external") ? 0x0001_0100u : 0;

        // All requests come while a slow load holds the core in sync, with interrupts on: none can be taken.
        var core = new AssembledCore(
            Source.Program(
                Source.SetSpr(Spr.Iccr, controller) + Source.SetSpr(Spr.Tcr, enables) + Source.SetMsr(MsrBits.Ee) + Source.Load(8, MemoryMap.BlockRamBase)
                + Source.SetSpr(Spr.Tbl, 220) + Source.SetSpr(Spr.Dec, 60) + "slow: lwz 9,0(8)\nsync\n" + Straight + Source.SetMsr(0) + Source.SetSpr(Spr.Tcr, 0)
                + Source.SetSpr(Spr.Tsr, 0xffff_ffff),
                [.. new[] { "external", "interval", "decrementer", "doorbell" }.Select(name => (name, Source.SetMsr(0) + Source.SetSpr(Spr.Tcr, 0) + Source.Wait))]),
            data: new SlowMemory(300));
        core.RunUntil(250);
        if (sources.Contains("external"))
        {
            core.Core.Pins = 1;
        }

        if (sources.Contains("doorbell"))
        {
            core.RingIn(260);
        }

        core.RunUntil(300);
        Assert.Empty(core.VectorsTaken);
        core.RunUntil(2000);
        Assert.Equal(first, core.VectorsTaken[0]);
    }

    /// <summary>An unaligned access wins over a doorbell that could be taken in the same cycle, a taken trap likewise.</summary>
    [Theory]
    [InlineData("li 9,0x1002\nnop\nnop\nnop\nfault: lwz 10,0(9)\n", "alignment", 0x18u, 2)]
    [InlineData("li 10,1\nfault: tw 31,0,0\n", "program", 0x1cu, 3)]
    public void SynchronousInterruptsWinOverRequests(string body, string vector, uint address, int delay)
    {
        var source = Source.Program(Source.SetMsr(MsrBits.Ee) + "nop\nnop\nnop\nnop\n" + body + Straight, (vector, Source.Wait), ("doorbell", Source.Wait));
        var issued = AssembledCore.Run(source).Issued("fault")[0];
        var core = new AssembledCore(source);
        core.RingIn(issued + delay - 1);
        core.RunUntil(issued + 50);
        Assert.Equal(address, core.VectorsTaken[0]);
        Assert.Equal(issued + delay, core.Recording.Interrupts[0].Cycle);

        // Without the fault, the doorbell is taken in that very cycle.
        var quiet = new AssembledCore(source.Replace("lwz 10,0(9)", "lwz 10,2(9)", StringComparison.Ordinal).Replace("tw 31,0,0", "tw 0,0,0", StringComparison.Ordinal));
        quiet.RingIn(issued + delay - 1);
        quiet.RunUntil(issued + 50);
        Assert.Equal((0x24u, issued + delay), (quiet.VectorsTaken[0], quiet.Recording.Interrupts[0].Cycle));
    }

    /// <summary>Alignment and trap do not need MSR.EE (the other tests run them with it off) and leave the other save registers alone.</summary>
    [Fact]
    public void CriticalSaveRegistersAreNotTouched()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetSpr(Spr.Csrr0, 11) + Source.SetSpr(Spr.Mcsrr0, 22) + Source.SetSpr(Spr.Dear, 33) + "tw 31,0,0\nnop\nnop\nnop\n",
            ("program", $"mfspr 3,58\nmfspr 4,570\nmfspr 5,61\n{Source.Wait}")));
        Assert.Equal((11u, 22u, 33u), (core.Register(3), core.Register(4), core.Register(5)));
    }

    private static AssembledCore Doorbell(string body, string setup = "")
    {
        var core = new AssembledCore(Source.Program(setup + Source.SetMsr(MsrBits.Ee) + body, ("doorbell", "li 8,1\n" + Source.Wait)));
        core.RingIn(Ring);
        core.RunUntil(400);
        return core;
    }
}
