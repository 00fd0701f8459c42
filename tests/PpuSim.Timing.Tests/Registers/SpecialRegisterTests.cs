using PpuSim.Isa;

namespace PpuSim.Timing.Tests.Registers;

/// <summary>One row of the table of special purpose registers each (ppu-reference section 1.3).</summary>
public sealed class SpecialRegisterTests
{
    [Theory]
    [InlineData(Spr.Xer, 0xffff_ffff, 0xe000_0000)]
    [InlineData(Spr.Lr, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Ctr, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Srr0, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Srr1, 0xffff_ffff, 0xffff_ffff)]
    [InlineData(Spr.Decar, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Csrr0, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Csrr1, 0xffff_ffff, 0xffff_ffff)]
    [InlineData(Spr.Dear, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Esr, 0xffff_ffff, 0x0f8f_07e2)]
    [InlineData(Spr.Gin, 0xffff_ffff, 0)]
    [InlineData(Spr.Gout, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Goe, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Iccr, 0xffff_ffff, 0)]
    [InlineData(Spr.Tbu, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Tsr, 0xffff_ffff, 0)]
    [InlineData(Spr.Tcr, 0xffff_ffff, 0xffff_ffff)]
    [InlineData(Spr.Mcsrr0, 0xdead_beef, 0xdead_beef)]
    [InlineData(Spr.Mcsrr1, 0xffff_ffff, 0xffff_ffff)]
    public void KeepsWhatItCanStore(int number, uint written, uint read)
    {
        // TCR is cleared again: with both enables the core would wake up now and then.
        var core = AssembledCore.Run($"mfspr 3,{number}\n{Source.SetSpr(number, written)}mfspr 4,{number}\n{Source.SetSpr(number, number == Spr.Tcr ? 0 : written)}{Source.Wait}");
        Assert.Equal(0u, core.Register(3));
        Assert.Equal(read, core.Register(4));
    }

    [Fact]
    public void DecrementerCountsDownFromWhatIsWritten()
    {
        // A write issued in T is there in T + 3, a read issued in T' samples in T' + 1: the first of these reads comes two cycles behind the write.
        var core = AssembledCore.Run($"li 3,100\nnop\nmtspr 22,3\nnop\nmfspr 4,22\nmfspr 5,22\n{Source.Wait}");
        Assert.Equal(100u, core.Register(4));
        Assert.Equal(99u, core.Register(5));
    }

    [Fact]
    public void TimeBaseIsReadAndWrittenByTheSameNumber()
    {
        var core = AssembledCore.Run($"{Source.SetSpr(Spr.Tbl, 0x1234_0000)}nop\nmfspr 4,284\nmfspr 5,284\n{Source.Wait}");
        Assert.Equal(0x1234_0000u, core.Register(4));
        Assert.Equal(0x1234_0001u, core.Register(5));
    }

    [Fact]
    public void InputPinsAreReadAndNotWritten()
    {
        var core = new AssembledCore($"{Source.SetSpr(Spr.Gin, 0xf)}nop\nmfspr 3,65\n{Source.Wait}");
        core.SetPinsIn(0, 0b1010);
        core.RunToSleep();
        Assert.Equal(0b1010u, core.Register(3));
    }

    /// <summary>User-mode time base, PVR, PIR, SPRG, VRSAVE and a number far away.</summary>
    [Theory]
    [InlineData(268)]
    [InlineData(269)]
    [InlineData(287)]
    [InlineData(286)]
    [InlineData(272)]
    [InlineData(256)]
    [InlineData(1023)]
    public void OtherNumbersReadAsZeroAndIgnoreWrites(int number)
    {
        var core = AssembledCore.Run($"li 3,-1\nli 4,-1\nmtspr {number},3\nnop\nmfspr 4,{number}\nli 5,7\n{Source.Wait}");
        Assert.Equal(0u, core.Register(4));
        Assert.Equal(7u, core.Register(5));
        Assert.Empty(core.Recording.Interrupts);
    }

    [Fact]
    public void MoveFromTimeBaseIsNoInstruction()
    {
        var core = AssembledCore.Run($"li 3,7\n.long 0x7c6c42e6\n{Source.Wait}");
        Assert.Equal(7u, core.Register(3));
        Assert.Equal(2, core.Recording.Issues.Count);
    }

    /// <summary>mfspr waits two cycles for a write of the same register, and for none of another.</summary>
    [Theory]
    [InlineData(26, 26, 2)]
    [InlineData(26, 27, 1)]
    [InlineData(8, 8, 2)]
    [InlineData(9, 8, 1)]
    public void ReadsWaitForWritesOfTheSameRegister(int written, int read, int distance)
    {
        var core = AssembledCore.Run($"li 3,9\nnop\nnop\nwrite: mtspr {written},3\nread: mfspr 4,{read}\n{Source.Wait}");
        Assert.Equal(distance, core.Issued("read")[0] - core.Issued("write")[0]);
    }
}
