using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests.Interrupts;

/// <summary>One test per row of the table of interrupt vectors (ppu-reference section 1.5).</summary>
public sealed class InterruptVectorTests
{
    // Handler that saves SRR0, SRR1, ESR and MSR, and sleeps.
    private static readonly string Save = $"mfspr 3,26\nmfspr 4,27\nmfspr 5,62\nmfmsr 6\n{Source.Wait}";

    [Fact]
    public void ResetStartsAtAddressZeroWithInterruptsOff()
    {
        var core = AssembledCore.Run($"mfmsr 3\n{Source.Wait}");
        Assert.Equal((0u, 3L), core.Recording.Issues[0]);
        Assert.Equal(0u, core.Register(3));
    }

    /// <summary>A rising or falling edge, or a level, of an input pin, as the interrupt controller is set.</summary>
    [Theory]
    [InlineData(0, false, false, 0b0000, 0b0001)]
    [InlineData(1, false, true, 0b0010, 0b0000)]
    [InlineData(2, true, false, 0b0000, 0b0100)]
    [InlineData(3, true, true, 0b1000, 0b0000)]
    public void ExternalInput(int pin, bool level, bool trigger, int before, int after)
    {
        var iccr = 1u << (8 + pin) | (trigger ? 1u << (12 + pin) : 0) | (level ? 1u << (16 + pin) : 0);
        var core = External(iccr, (uint)before, (uint)after);
        Assert.Equal([0x14u], core.VectorsTaken);
        Assert.Equal(MsrBits.Ee, core.Register(4));
        Assert.Equal(0u, core.Register(6));

        // Request vector one cycle behind the change, request register another: the jump in the second cycle behind it.
        Assert.Equal(ChangeCycle + 2, core.Recording.Interrupts[0].Cycle);
    }

    [Theory]
    [InlineData(0u, 0b0000, 0b1111)]
    [InlineData(1u << 8, 0b0000, 0b1110)]
    [InlineData(1u << 8, 0b0001, 0b0000)]
    [InlineData(1u << 8 | 1u << 12, 0b0000, 0b0001)]
    [InlineData(1u << 8 | 1u << 12 | 1u << 16, 0b0001, 0b0001)]
    public void MaskedPinsAndOtherEdgesDoNothing(uint iccr, int before, int after) => Assert.Empty(External(iccr, (uint)before, (uint)after).VectorsTaken);

    [Theory]
    [InlineData("lwz 10,1(9)")]
    [InlineData("lwz 10,2(9)")]
    [InlineData("lwz 10,3(9)")]
    [InlineData("lwzx 10,9,8")]
    [InlineData("stw 8,2(9)")]
    [InlineData("lhz 10,3(9)")]
    [InlineData("lha 10,3(9)")]
    [InlineData("sth 8,3(9)")]
    [InlineData("lwzu 10,2(9)")]
    [InlineData("stwu 8,2(9)")]
    [InlineData("lhzu 10,3(9)")]
    [InlineData("sthu 8,3(9)")]
    [InlineData("lmw 31,2(9)")]
    [InlineData("stmw 31,2(9)")]
    public void Alignment(string instruction)
    {
        // r8 = 1 also serves as the index of lwzx.
        var core = AssembledCore.Run(Source.Program(
            $"li 8,1\nli 9,0x1000\nli 10,77\nli 31,0x55\nmtspr 62,9\nnop\nnop\nfault: {instruction}\nnop\nnop\nnop\nnop\n", ("alignment", Save)));
        Assert.Equal([0x18u], core.VectorsTaken);
        Assert.Equal(core["fault"], core.Register(3));
        Assert.Equal(0u, core.Register(5));
        Assert.Equal(0x1000u, core.Register(9));
        Assert.Equal(77u, core.Register(10));
        Assert.Equal(0x55u, core.Register(31));
        Assert.Equal(0u, core.Word(0x1000) | core.Word(0x1004));
    }

    /// <summary>An unaligned load/store multiple is cancelled as a whole.</summary>
    [Theory]
    [InlineData("lmw 26,1(9)")]
    [InlineData("stmw 26,1(9)")]
    public void AlignmentOfMultipleAccesses(string instruction)
    {
        var registers = string.Concat(Enumerable.Range(26, 6).Select(register => $"li {register},{register}\n"));
        var core = AssembledCore.Run(Source.Program($"{registers}li 9,0x1000\nfault: {instruction}\nnop\nnop\nnop\nnop\nnop\nnop\n", ("alignment", Save)));
        Assert.All(core.VectorsTaken, vector => Assert.Equal(0x18u, vector));
        Assert.Equal(core["fault"], core.Register(3));
        Assert.Equal(Enumerable.Range(26, 6).Select(k => (uint)k), Enumerable.Range(26, 6).Select(core.Register));
        Assert.All(Enumerable.Range(0, 8), word => Assert.Equal(0u, core.Word(0x1000 + 4 * (uint)word)));
    }

    [Theory]
    [InlineData("lhz 10,0(9)", 0x1234u)]
    [InlineData("lhz 10,1(9)", 0x3456u)]
    [InlineData("lhz 10,2(9)", 0x5678u)]
    [InlineData("lbz 10,3(9)", 0x78u)]
    [InlineData("lwz 10,0(9)", 0x1234_5678u)]
    public void AccessesInsideOneWordAreNoFault(string instruction, uint value)
    {
        var core = AssembledCore.Run(Source.Program($"{Source.Load(8, 0x1234_5678)}li 9,0x1000\nstw 8,0(9)\n{instruction}\n"));
        Assert.Equal(value, core.Register(10));
        Assert.Empty(core.VectorsTaken);
    }

    [Theory]
    [InlineData("tw 31,0,0")]
    [InlineData("tweq 8,8")]
    [InlineData("twlgt 8,7")]
    [InlineData("twlt 7,8")]
    [InlineData("twi 4,8,5")]
    [InlineData("twi 16,7,5")]
    public void Program(string instruction)
    {
        var core = AssembledCore.Run(Source.Program($"li 7,4\nli 8,5\nnop\nnop\nfault: {instruction}\nnop\nnop\nnop\nnop\n", ("program", Save)));
        Assert.Equal([0x1cu], core.VectorsTaken);
        Assert.Equal(core["fault"], core.Register(3));
        Assert.Equal(EsrBits.Ptr, core.Register(5));
        Assert.Equal(3, core.Recording.Interrupts[0].Cycle - core.Issued("fault")[0]);
    }

    [Theory]
    [InlineData("tw 0,8,8")]
    [InlineData("twne 8,8")]
    [InlineData("twgt 7,8")]
    [InlineData("twi 16,8,5")]
    public void TrapsWhoseConditionFailsOnlySynchronize(string instruction) =>
        Assert.Empty(AssembledCore.Run(Source.Program($"li 7,4\nli 8,5\n{instruction}\nnop\nnop\n")).VectorsTaken);

    /// <summary>Undefined words, privileged or not, and sc are no interrupts.</summary>
    [Theory]
    [InlineData(0x4400_0002u)]
    [InlineData(0x0000_0000u)]
    [InlineData(0xffff_ffffu)]
    public void SystemCallAndIllegalInstructionsDoNotTrap(uint word) =>
        Assert.Empty(AssembledCore.Run(Source.Program($".long {word}\nnop\n")).VectorsTaken);

    [Fact]
    public void Doorbell()
    {
        var core = new AssembledCore(Source.Program(Source.SetMsr(MsrBits.Ee) + string.Concat(Enumerable.Repeat("li 7,1\n", 60)), ("doorbell", Save)));
        core.RingIn(40);
        core.RunToSleep();
        Assert.Equal([0x24u], core.VectorsTaken);
        Assert.Equal(MsrBits.Ee, core.Register(4));
    }

    [Fact]
    public void FixedInterval()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetSpr(Spr.Tcr, TimerBits.TcrFie) + Source.SetMsr(MsrBits.Ee) + Source.Load(7, 400) + "mtctr 7\n1: addi 8,8,1\nbdnz 1b\n",
            ("interval", Source.SetSpr(Spr.Tcr, 0) + Save)));
        Assert.Equal([0x2cu], core.VectorsTaken);
        Assert.Equal(MsrBits.Ee, core.Register(4));

        // The status bit is there when the time base reads 256; a branch may block the entry for some cycles.
        Assert.InRange(core.Recording.Interrupts[0].Cycle, 256, 262);
    }

    [Fact]
    public void Decrementer()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetSpr(Spr.Tcr, TimerBits.TcrDie) + Source.SetMsr(MsrBits.Ee) + "li 7,20\nnop\nnop\nwrite: mtspr 22,7\n" + string.Concat(Enumerable.Repeat("li 8,1\n", 60)),
            ("decrementer", Source.SetSpr(Spr.Tcr, 0) + Save)));
        Assert.Equal([0x30u], core.VectorsTaken);
        Assert.Equal(20 + 3, core.Recording.Interrupts[0].Cycle - core.Issued("write")[0]);
    }

    /// <summary>Vectors without a source are never taken, whatever happens with all of MSR set.</summary>
    [Theory]
    [InlineData(0x04)]
    [InlineData(0x08)]
    [InlineData(0x0c)]
    [InlineData(0x10)]
    [InlineData(0x20)]
    [InlineData(0x28)]
    public void VectorsWithoutASource(int vector)
    {
        var back = Source.SetSpr(Spr.Tsr, 0xffff_ffff) + "rfi\n";

        // A fault directly behind another interrupt saves MSR with EE off: the handler turns it on again.
        var skip = "mfspr 28,26\naddi 28,28,4\nmtspr 26,28\nmfspr 28,27\nori 28,28,0x8000\nmtspr 27,28\n" + back;
        var core = new AssembledCore(Source.Program(
            Source.SetSpr(Spr.Iccr, 0x0000_0f00) + Source.SetSpr(Spr.Decar, 400) + Source.SetSpr(Spr.Tcr, 0x04c0_0000) + Source.SetSpr(Spr.Dec, 50) + Source.SetMsr(0xffff_ffff)
            + "li 9,0x1001\nli 7,60\nmtctr 7\n1: .long 0x44000002\n.long 0\nlwz 10,0(9)\nnop\nnop\ntw 31,0,0\nnop\nnop\nlis 11,0x2000\nlwz 12,0(11)\nstw 12,0(11)\nli 13,1\nli 13,2\nli 13,3\nbdnz 1b\n"
            + Source.SetMsr(0) + Source.SetSpr(Spr.Tcr, 0),
            ("external", back), ("alignment", skip), ("program", skip), ("doorbell", back), ("interval", back), ("decrementer", back)));
        for (var k = 0; k < 30; k++)
        {
            core.RingIn(100 + 37 * k);
            core.SetPinsIn(110 + 37 * k, (uint)k & 15);
        }

        core.RunUntil(20_000);
        Assert.DoesNotContain((uint)vector, core.VectorsTaken);
        Assert.Superset(new HashSet<uint> { 0x14, 0x18, 0x1c, 0x24, 0x2c, 0x30 }, core.VectorsTaken.ToHashSet());
    }

    private const long ChangeCycle = 60;

    private static AssembledCore External(uint iccr, uint before, uint after)
    {
        var core = new AssembledCore(Source.Program(
            Source.SetSpr(Spr.Iccr, iccr) + "nop\nnop\nnop\nnop\n" + Source.SetMsr(MsrBits.Ee) + string.Concat(Enumerable.Repeat("li 7,1\n", 80)) + Source.SetMsr(0),
            ("external", Save)));
        core.SetPinsIn(0, before);
        core.SetPinsIn(ChangeCycle, after);
        core.RunToSleep();
        return core;
    }
}
