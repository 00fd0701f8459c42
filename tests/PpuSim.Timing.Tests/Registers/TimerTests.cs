using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests.Registers;

/// <summary>Time base, decrementer, fixed interval timer (ppu-reference section 1.6). Interrupt entry is tested elsewhere.</summary>
public sealed class TimerTests
{
    [Fact]
    public void TimeBaseEqualsTheCycleOfTheOperandStage()
    {
        var core = AssembledCore.Run($"nop\nnop\nread: mfspr 3,284\nnext: mfspr 4,284\n{Source.Wait}");
        Assert.Equal(core.Issued("read")[0] + 1, core.Register(3));
        Assert.Equal(core.Register(3) + 1, core.Register(4));
    }

    [Fact]
    public void TimeBaseRunsWhileTheCoreSleeps()
    {
        var core = new AssembledCore(Source.Program(Source.SetSpr(Spr.Dec, 5000) + Source.SetSpr(Spr.Tcr, TimerBits.TcrDie) + Source.Wait + "mfspr 3,284\n" + Source.SetSpr(Spr.Tcr, 0)));
        core.RunToSleep();
        Assert.InRange(core.Register(3), 5000u, 5100u);
    }

    [Fact]
    public void TimeBaseCarriesIntoItsUpperHalf()
    {
        var core = AssembledCore.Run(Source.SetSpr(Spr.Tbu, 41) + Source.SetSpr(Spr.Tbl, 0xffff_fffe) + $"nop\nmfspr 3,284\nmfspr 4,285\nmfspr 5,285\nmfspr 6,284\n{Source.Wait}");
        Assert.Equal((0xffff_fffeu, 41u, 42u, 1u), (core.Register(3), core.Register(4), core.Register(5), core.Register(6)));
    }

    [Fact]
    public void DecrementerStaysAtZeroAndReportsOnce()
    {
        var core = AssembledCore.Run(Source.SetSpr(Spr.Dec, 3)
            + $"nop\nmfspr 3,22\nmfspr 4,22\nmfspr 5,22\nmfspr 6,22\nmfspr 7,22\nmfspr 8,336\n{Source.SetSpr(Spr.Tsr, TimerBits.TsrDis)}nop\nmfspr 9,336\n{Source.Wait}");
        Assert.Equal([3u, 2, 1, 0, 0], Enumerable.Range(3, 5).Select(core.Register));
        Assert.Equal(TimerBits.TsrDis, core.Register(8));
        Assert.Equal(0u, core.Register(9));
    }

    [Fact]
    public void DecrementerReloadsFromDecar()
    {
        var reads = string.Concat(Enumerable.Range(3, 12).Select(register => $"mfspr {register},22\n"));
        var core = AssembledCore.Run(Source.SetSpr(Spr.Tcr, TimerBits.TcrAre) + Source.SetSpr(Spr.Decar, 5) + Source.SetSpr(Spr.Dec, 3) + $"nop\n{reads}{Source.Wait}");
        Assert.Equal([3u, 2, 1, 5, 4, 3, 2, 1, 5, 4, 3, 2], Enumerable.Range(3, 12).Select(core.Register));
    }

    [Fact]
    public void DecrementerWrittenWithZeroReportsNothing()
    {
        var core = AssembledCore.Run(Source.SetSpr(Spr.Dec, 0) + $"nop\nnop\nnop\nnop\nmfspr 3,336\n{Source.Wait}");
        Assert.Equal(0u, core.Register(3));
    }

    /// <summary>FIS is set when bit 8, 12, 16 or 20 of the time base goes from 0 to 1.</summary>
    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 12)]
    [InlineData(2, 16)]
    [InlineData(3, 20)]
    public void FixedIntervalFollowsTheChosenBit(int period, int bit)
    {
        var core = AssembledCore.Run(
            Source.SetSpr(Spr.Tbl, 0) + Source.SetSpr(Spr.Tcr, (uint)period << TimerBits.TcrFpShift) + Source.SetSpr(Spr.Tsr, TimerBits.TsrFis)
            + Source.SetSpr(Spr.Tbl, (1u << bit) - 3)
            + $"nop\nmfspr 3,336\nmfspr 4,336\nmfspr 5,336\nmfspr 6,336\nmfspr 7,336\n{Source.Wait}");

        // The reads sample while the time base is 2^bit - 3, - 2, - 1, 2^bit ...
        Assert.Equal([0u, 0, 0, TimerBits.TsrFis, TimerBits.TsrFis], Enumerable.Range(3, 5).Select(core.Register));
    }

    /// <summary>Only the transition counts: a bit that stays 1 reports nothing, and the next report comes two half periods later.</summary>
    [Fact]
    public void FixedIntervalReportsTransitionsOnly()
    {
        var core = new AssembledCore(Source.Wait);
        var timers = core.State.Timers;
        core.RunUntil(256);
        timers.Advance(256);
        Assert.Equal(TimerBits.TsrFis, timers.Tsr);
        timers.Write(Spr.Tsr, TimerBits.TsrFis, 300);
        timers.Advance(767);
        Assert.Equal(0u, timers.Tsr);
        timers.Advance(768);
        Assert.Equal(TimerBits.TsrFis, timers.Tsr);
    }

    [Theory]
    [InlineData(TimerBits.TsrDis, TimerBits.TsrFis)]
    [InlineData(TimerBits.TsrFis, TimerBits.TsrDis)]
    public void WritingOnesClearsThoseStatusBitsOnly(uint cleared, uint kept)
    {
        var core = AssembledCore.Run(
            Source.SetSpr(Spr.Tbl, 250) + Source.SetSpr(Spr.Dec, 2) + "nop\nnop\nnop\nnop\nnop\nnop\nnop\nnop\nmfspr 3,336\n"
            + Source.SetSpr(Spr.Tsr, cleared) + $"nop\nmfspr 4,336\n{Source.Wait}");
        Assert.Equal(TimerBits.TsrDis | TimerBits.TsrFis, core.Register(3));
        Assert.Equal(kept, core.Register(4));
    }

    /// <summary>The expiry of the decrementer in the cycle of a TSR write is lost; the interval's transition wins.</summary>
    [Fact]
    public void StatusSetInTheCycleOfItsClearing()
    {
        var dec = AssembledCore.Run($"li 3,3\nlis 4,0x0800\nnop\nnop\nmtspr 22,3\nnop\nnop\nmtspr 336,4\nnop\nnop\nnop\nmfspr 5,336\n{Source.Wait}");
        Assert.Equal(0u, dec.Register(5));
        var kept = AssembledCore.Run($"li 3,4\nlis 4,0x0800\nnop\nnop\nmtspr 22,3\nnop\nnop\nmtspr 336,4\nnop\nnop\nnop\nmfspr 5,336\n{Source.Wait}");
        Assert.Equal(TimerBits.TsrDis, kept.Register(5));
        var fit = AssembledCore.Run($"li 3,253\nlis 4,0x0400\nnop\nnop\nmtspr 284,3\nnop\nnop\nmtspr 336,4\nnop\nnop\nnop\nmfspr 5,336\n{Source.Wait}");
        Assert.Equal(TimerBits.TsrFis, fit.Register(5));
    }

    /// <summary>Watchdog fields are stored and do nothing.</summary>
    [Fact]
    public void WatchdogFieldsHaveNoFunction()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetMsr(MsrBits.Ee | MsrBits.Ce | MsrBits.Me) + Source.SetSpr(Spr.Tcr, 0xf800_0000) + Source.Load(3, 3000) + "mtctr 3\n1: bdnz 1b\nmfspr 4,340\n" + Source.SetMsr(0)));
        Assert.Equal(0xf800_0000u, core.Register(4));
        Assert.Empty(core.Recording.Interrupts);
    }
}
