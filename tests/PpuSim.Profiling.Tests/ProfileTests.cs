using PpuSim.Image;
using PpuSim.Timing;

namespace PpuSim.Profiling.Tests;

/// <summary>Which instruction, function and call path a cycle is booked on.</summary>
public sealed class ProfileTests
{
    [Fact]
    public void ACallBelongsToTheCallerAndItsBodyToTheCallee()
    {
        var profile = new RecordedRun("main", "leaf")
            .Stall(0xfffffffc, StallCause.Startup, 2)
            .Issue(0)
            .Call(4, 0x100)
            .Stall(0x100, StallCause.LoadResult, 3)
            .Issue(0x100)
            .Issue(0x104, RecordedRun.Blr)
            .Stall(0x108, StallCause.Redirect, 4)
            .Issue(8)
            .Profile();
        MustAddUp(profile);
        Assert.Equal(18, profile.Total.Cycles);
        Assert.Equal(5, profile.Total.Issues);
        Assert.Equal(5, profile.Total.Executions);
        var main = profile.Functions.Single(f => f.Name == "main");
        var leaf = profile.Functions.Single(f => f.Name == "leaf");
        Assert.Equal((9L, 2L, 4L), (main.Counts.Cycles, main.Counts.Stall(StallCause.Startup), main.Counts.Stall(StallCause.Redirect)));
        Assert.Equal((9L, 9L, 1L), (leaf.Counts.Cycles, leaf.InclusiveCycles, leaf.Calls));
        Assert.Equal(18, main.InclusiveCycles);
        Assert.Equal(["main", "main;leaf"], profile.Paths.Select(p => string.Join(';', p.Functions)));
        Assert.Equal([("main", 8L), ("main;leaf", 9L), ("main", 1L)], profile.Timeline!.Select(s => (string.Join(';', s.Functions), s.Cycles)));
    }

    [Fact]
    public void ABranchWithLinkToTheNextInstructionIsNoCall()
    {
        var profile = new RecordedRun("main").Issue(0, RecordedRun.Branch(0, 4, link: true)).Issue(4).Profile();
        MustAddUp(profile);
        Assert.Equal(0, profile.Functions.Single().Calls);
        Assert.Equal(2, Assert.Single(profile.Paths).Counts.Cycles);
    }

    [Fact]
    public void ATailCallReplacesTheCalleeAndReturnsToTheCaller()
    {
        var profile = new RecordedRun("main", "first", "second")
            .Call(0, 0x100)
            .Issue(0x100, RecordedRun.Branch(0x100, 0x200, link: false))
            .Issue(0x200, RecordedRun.Blr)
            .Issue(4)
            .Profile();
        MustAddUp(profile);
        Assert.Equal(["main", "main;first", "main;second"], profile.Paths.Select(p => string.Join(';', p.Functions)));
        Assert.Equal(6, profile.Paths[0].Counts.Cycles);
    }

    [Fact]
    public void AReturnMayLeaveOutFrames()
    {
        // second returns to main directly, as after a longjmp.
        var profile = new RecordedRun("main", "first", "second")
            .Call(0, 0x100).Call(0x100, 0x200).Issue(0x200, RecordedRun.Blr).Issue(4)
            .Profile();
        MustAddUp(profile);
        Assert.Equal(["main", "main;first", "main;first;second"], profile.Paths.Select(p => string.Join(';', p.Functions)));
        Assert.Equal(6, profile.Paths[0].Counts.Cycles);
    }

    [Fact]
    public void RecursionCountsInclusiveCyclesOnce()
    {
        var profile = new RecordedRun("main", "self")
            .Call(0, 0x100).Call(0x100, 0x100).Issue(0x100, RecordedRun.Blr).Issue(0x104, RecordedRun.Blr).Issue(4)
            .Profile();
        MustAddUp(profile);
        var self = profile.Functions.Single(f => f.Name == "self");
        Assert.Equal((7L, 7L, 2L), (self.Counts.Cycles, self.InclusiveCycles, self.Calls));
        Assert.Equal(profile.Total.Cycles, profile.Functions.Single(f => f.Name == "main").InclusiveCycles);
    }

    [Fact]
    public void AnInterruptIsACallOfItsHandlerAndEntryIsBookedThere()
    {
        var profile = new RecordedRun("main", "handler")
            .Issue(0)
            .Interrupt(0x100, 4)
            .Issue(4)
            .Stall(8, StallCause.InterruptEntry, 5)
            .Issue(0x100)
            .Issue(0x104, RecordedRun.Rfi)
            .Stall(0x108, StallCause.Redirect, 4)
            .Issue(4)
            .Profile();
        MustAddUp(profile);
        Assert.Equal(["main", "main;handler"], profile.Paths.Select(p => string.Join(';', p.Functions)));
        Assert.Equal((3L, 11L), (profile.Paths[0].Counts.Cycles, profile.Paths[1].Counts.Cycles));
        Assert.Equal(5, profile.Instructions.Single(i => i.Address == 0x100).Counts.Stall(StallCause.InterruptEntry));
    }

    [Fact]
    public void WaitingForSyncAndSleepIsBookedOnTheInstructionThatWaits()
    {
        const uint Sync = 0x7c0004ac;
        const uint Wait = 0x7c00007c;
        var profile = new RecordedRun("main")
            .Pass(0, StallCause.Sync, Sync).Stall(4, StallCause.Sync, 10)
            .Pass(4, StallCause.Nop)
            .Pass(8, StallCause.Sleep, Wait).Stall(12, StallCause.Sleep, 3).Skip(1000).Stall(12, StallCause.Sleep).Skip(500)
            .Profile();
        MustAddUp(profile);
        Assert.Equal(0, profile.Total.Issues);
        Assert.Equal(3, profile.Total.Executions);
        Assert.Equal([(0u, 11L), (4u, 1L), (8u, 1505L)], profile.Instructions.Select(i => (i.Address, i.Counts.Cycles)));
        Assert.Equal(["nop", "sync", "wait"], profile.Opcodes.Select(o => o.Mnemonic).Order());
    }

    [Fact]
    public void StepsOfOneInstructionExecuteOnce()
    {
        var multiple = MicroOp.Decode(0xbba10000);
        Assert.Equal(2, multiple.FurtherSteps);
        var run = new RecordedRun("main").Issue(0, 0xbba10000);
        var profile = run.Profile();
        Assert.Equal((1L, 0L), (profile.Total.Issues, profile.Total.Executions));
    }

    [Fact]
    public void LinesAndOpcodesAddUpTheirInstructions()
    {
        const uint Fxvaddhfs = 0x10620f70;
        var lines = new LineTable([new LineRange(0, 8, "rule.cs", 10, 1), new LineRange(8, 12, "rule.cs", 11, 1)]);
        var profile = new RecordedRun(lines, "main")
            .Issue(0).Stall(4, StallCause.Result, 2).Issue(4, Fxvaddhfs).Saturate(Fxvaddhfs, 7).Issue(8).Issue(12)
            .Profile();
        MustAddUp(profile);
        Assert.Equal([("rule.cs", 10, 4L), ("rule.cs", 11, 1L)], profile.Lines.Select(l => (l.File, l.Line, l.Counts.Cycles)));
        Assert.Equal([("addi", 3L, 0L), ("fxvaddhfs", 3L, 7L)], profile.Opcodes.Select(o => (o.Mnemonic, o.Counts.Cycles, o.SaturatedElements)).Order());
    }

    [Fact]
    public void CodeOutsideOfTheSramIsProfiledToo()
    {
        var run = new RecordedRun("main").Issue(0);
        for (uint word = 0; word < 5000; word++)
        {
            _ = run.Issue(0x80000000 + (4 * word));
        }

        var profile = run.Profile();
        MustAddUp(profile);
        Assert.Equal(5001, profile.Instructions.Count);
        Assert.Equal(5000, profile.Functions.Single(f => f.Name == FunctionMap.UnknownName).Counts.Cycles);
    }

    [Fact]
    public void LabelsNameCodeWithoutFunctionSymbols()
    {
        Symbol[] symbols =
        [
            new("start", 0x10, 0, SymbolKind.Label, true),
            new("loop", 0x20, 0, SymbolKind.Label, false),
            new("constant", 0x24, 0, SymbolKind.Label, true, Absolute: true),
            new("called", 0x30, 0, SymbolKind.Label, false),
            new("work", 0x40, 0x10, SymbolKind.Function, true),
        ];
        byte[] call = [0x48, 0x00, 0x00, 0x21];
        Assert.Equal([FunctionMap.UnknownName, "start", "start", "called", "work", "called"], Names(symbols, new Segment("code", 0x10, call, 0, SegmentAccess.Execute)));
        Assert.Equal([FunctionMap.UnknownName, "start", "start", "start", "work", "start"], Names(symbols, new Segment("data", 0x10, call, 0, SegmentAccess.Read)));
        Symbol[] oneFunction = [new("all", 0, 0x100, SymbolKind.Function, true), symbols[1], symbols[3]];
        Assert.Equal(["all", "all", "all", "called", "called", "called"], Names(oneFunction, new Segment("code", 0x10, call, 0, SegmentAccess.Execute)));
        Assert.Equal([FunctionMap.UnknownName, FunctionMap.UnknownName, "loop", "called", "called", "called"], Names([symbols[1], symbols[3]]));

        static IEnumerable<string> Names(Symbol[] symbols, params Segment[] segments)
        {
            var map = new FunctionMap(new ProgramImage("labels", segments, new SymbolTable(symbols), LineTable.Empty, 0));
            return new uint[] { 0, 0x10, 0x28, 0x30, 0x44, 0x50 }.Select(address => map.Functions[map.IndexOf(address)].Name);
        }
    }

    [Fact]
    public void EventsOfKnownCodeAllocateNothing()
    {
        var run = new RecordedRun("main", "leaf");
        var add = MicroOp.Decode(RecordedRun.Addi);
        var call = MicroOp.Decode(RecordedRun.Branch(0, 0x100, link: true));
        var back = MicroOp.Decode(RecordedRun.Blr);
        for (var k = 0; k < 100; k++)
        {
            _ = run.Issue(0, call).Stall(4, StallCause.Redirect, 4).Issue(0x100, add).Issue(0x104, back);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 1000; k++)
        {
            _ = run.Issue(4, add).Stall(8, StallCause.LoadResult, 2).Issue(8, add);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Functions, instructions, opcodes, paths and timeline each hold all cycles, and so does every function of all its paths.</summary>
    internal static void MustAddUp(Profile profile)
    {
        Assert.Equal(profile.Total.Cycles, profile.Total.Issues + profile.Total.Stalls.Sum());
        Assert.Equal(profile.Total.Cycles, profile.Functions.Sum(f => f.Counts.Cycles));
        Assert.Equal(profile.Total.Cycles, profile.Instructions.Sum(i => i.Counts.Cycles));
        Assert.Equal(profile.Total.Cycles, profile.Opcodes.Sum(o => o.Counts.Cycles));
        Assert.Equal(profile.Total.Cycles, profile.Paths.Sum(p => p.Counts.Cycles));
        Assert.Equal(profile.Total.Executions, profile.Paths.Sum(p => p.Counts.Executions));
        if (profile.Timeline is { } timeline)
        {
            Assert.Equal(profile.Total.Cycles, timeline.Sum(segment => segment.Cycles));
        }

        foreach (var group in profile.Paths.GroupBy(path => path.Functions[^1]))
        {
            Assert.Equal(profile.Functions.Where(f => f.Name == group.Key).Sum(f => f.Counts.Cycles), group.Sum(path => path.Counts.Cycles));
        }
    }
}
