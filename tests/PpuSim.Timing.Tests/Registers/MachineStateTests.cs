using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests.Registers;

/// <summary>Bits of MSR (ppu-reference section 1.4) and the state after reset (1.2).</summary>
public sealed class MachineStateTests
{
    private const uint IsDs = 0x30;
    private static readonly uint[] Bits = [MsrBits.Ce, MsrBits.Ee, MsrBits.Me, MsrBits.De, IsDs];

    [Fact]
    public void EveryOtherBitReadsAsZero()
    {
        Assert.Equal(MsrBits.Writable, Bits.Aggregate((all, bit) => all | bit) & MsrBits.Writable | (MsrBits.Writable & IsDs));
        var core = AssembledCore.Run($"mfmsr 3\n{Source.SetMsr(0xffff_ffff)}mfmsr 4\n{Source.SetMsr(0)}mfmsr 5\n{Source.Wait}");
        Assert.Equal((0u, MsrBits.Writable, 0u), (core.Register(3), core.Register(4), core.Register(5)));
    }

    [Theory]
    [InlineData(MsrBits.Ce)]
    [InlineData(MsrBits.Ee)]
    [InlineData(MsrBits.Me)]
    [InlineData(MsrBits.De)]
    public void EachBitIsStoredAlone(uint bit)
    {
        var core = AssembledCore.Run($"{Source.SetMsr(bit)}mfmsr 4\n{Source.SetMsr(0)}{Source.Wait}");
        Assert.Equal(bit, core.Register(4));
    }

    [Fact]
    public void InterruptEntryKeepsCriticalMachineCheckAndDebugEnable()
    {
        var core = AssembledCore.Run(Source.Program(
            Source.SetMsr(0xffff_ffff) + "tw 31,0,0\nnop\nnop\nnop\n", ("program", $"mfmsr 3\nmfspr 4,27\n{Source.Wait}")));
        Assert.Equal(MsrBits.Ce | MsrBits.Me | MsrBits.De, core.Register(3));
        Assert.Equal(MsrBits.Writable, core.Register(4));
    }

    /// <summary>The three returns take address and MSR from their own pair of registers.</summary>
    [Theory]
    [InlineData("rfi", Spr.Srr0, Spr.Srr1)]
    [InlineData("rfci", Spr.Csrr0, Spr.Csrr1)]
    [InlineData("rfmci", Spr.Mcsrr0, Spr.Mcsrr1)]
    public void ReturnsRestoreFromTheirRegisters(string mnemonic, int address, int state)
    {
        var core = AssembledCore.Run(
            $"lis 3,target@ha\naddi 3,3,target@l\nmtspr {address},3\n{Source.SetSpr(state, 0xffff_1fff)}"
            + $"back: {mnemonic}\nli 5,1\n{Source.Wait}.align 4\ntarget: mfmsr 4\n{Source.SetMsr(0)}{Source.Wait}");
        Assert.Equal(0u, core.Register(5));
        Assert.Equal(0xffff_1fffu & MsrBits.Writable, core.Register(4));
        Assert.Equal(5, core.Issued("target")[0] - core.Issued("back")[0]);
    }

    [Fact]
    public void WritingMsrSynchronizes()
    {
        var core = AssembledCore.Run($"li 3,0\nnop\nnop\nnop\nwrite: mtmsr 3\nbehind: li 4,1\n{Source.Wait}");
        Assert.Equal(4, core.Issued("behind")[0] - core.Issued("write")[0]);
    }

    [Fact]
    public void AfterResetEverythingButGeneralRegistersAndMemoryIsCleared()
    {
        var core = AssembledCore.Run(
            $"li 3,-1\nmtcr 3\nmtxer 3\nmtlr 3\nmtctr 3\nmtspr 26,3\nmtspr 66,3\nlis 4,3\nmtspr 340,4\nmtspr 54,3\nstw 3,0x1000(0)\n{Source.SetMsr(0x0002_1200)}"
            + $"fxvsplath 1,3\nfxvcmph 1\nfxvmtach 1\nsync\n{Source.Wait}");
        core.Core.Reset();
        var state = core.State;
        Assert.Equal(0u, state.Cr | state.Xer | state.Lr | state.Ctr | state.Srr0 | state.Gout | state.Msr | state.Timers.Tcr | state.Timers.Decar);
        Assert.Equal(0, core.Core.VectorState.Accumulators);
        Assert.Equal(0, core.Core.VectorState.Mask(2));
        Assert.Equal(0xffff_ffffu, core.Register(3));
        Assert.Equal(0xffff_ffffu, core.Word(0x1000));
        Assert.Equal((0L, 0L, 0L), (core.Core.Cycle, core.Core.Issues, core.Core.Stalls.Sum()));
        Assert.Equal(0ul, state.Timers.TimeBase(core.Core.Cycle));
    }

    /// <summary>The low two bits of a branch target are ignored, but LR and CTR keep them.</summary>
    [Theory]
    [InlineData("lr", "blr")]
    [InlineData("ctr", "bctr")]
    public void TargetsIgnoreTheLowTwoBits(string register, string branch)
    {
        var core = AssembledCore.Run(
            $"lis 3,target@ha\naddi 3,3,target@l+3\nmt{register} 3\n{branch}\nli 5,1\n{Source.Wait}target: mf{register} 4\n{Source.Wait}");
        Assert.Equal(0u, core.Register(5));
        Assert.Equal(core["target"] + 3, core.Register(4));
    }
}
