namespace PpuSim.Timing.Tests.Sleep;

/// <summary>Instructions that the core does not have take one issue and change nothing (ppu-reference section 1.8).</summary>
public sealed class NotImplementedTests
{
    private const uint Untouched = 0x1234;

    [Theory]
    [InlineData("sc", 0x4400_0002u)]
    [InlineData("isync", 0x4c00_012cu)]
    [InlineData("eieio", 0x7c00_06acu)]
    [InlineData("mftb r3", 0x7c6c_42e6u)]
    [InlineData("wrtee r3", 0x7c60_0106u)]
    [InlineData("wrteei 1", 0x7c00_8146u)]
    [InlineData("lwarx r3,0,r4", 0x7c60_2028u)]
    [InlineData("stwcx. r3,0,r4", 0x7c60_212du)]
    [InlineData("isel r3,r4,r5,2", 0x7c64_289eu)]
    [InlineData("cmpb r3,r4,r5", 0x7c83_2bf8u)]
    [InlineData("popcntw r3,r4", 0x7c83_02f4u)]
    [InlineData("mcrxr 0", 0x7c00_0400u)]
    [InlineData("lwbrx r3,0,r4", 0x7c60_242cu)]
    [InlineData("stwbrx r3,0,r4", 0x7c60_252cu)]
    [InlineData("lswi r3,r4,8", 0x7c64_44aau)]
    [InlineData("stswi r3,r4,8", 0x7c64_45aau)]
    [InlineData("dcbf 0,r4", 0x7c00_20acu)]
    [InlineData("dcbz 0,r4", 0x7c00_27ecu)]
    [InlineData("icbi 0,r4", 0x7c00_27acu)]
    [InlineData("tlbwe", 0x7c00_07a4u)]
    [InlineData("lfs f3,0(r4)", 0xc064_0000u)]
    [InlineData("stfd f3,0(r4)", 0xd864_0000u)]
    [InlineData("fadd f1,f2,f3", 0xfc22_182au)]
    [InlineData("ld r3,0(r4)", 0xe864_0000u)]
    [InlineData("std r3,0(r4)", 0xf864_0000u)]
    [InlineData("mulld r3,r4,r5", 0x7c64_29d2u)]
    [InlineData("vaddubm v1,v2,v3", 0x1022_1800u)]
    [InlineData("lvx v1,0,r4", 0x7c20_20ceu)]
    [InlineData("ecowx r3,0,r4", 0x7c60_236cu)]
    [InlineData("opcode 0", 0x0000_0000u)]
    [InlineData("opcode 63", 0xffff_fffeu)]
    public void IsANoOperation(string text, uint word)
    {
        var core = AssembledCore.Run(
            $"li 4,0x1000\nli 5,0x40\nli 6,{Untouched}\nstw 6,0x1000(0)\nli 3,{Untouched}\nsync\nbefore: li 7,1\nthis: .long {word}\nbehind: li 8,1\nmfmsr 9\n{Source.Wait}");
        Assert.True(core.Register(3) == Untouched, text);
        Assert.Equal((0x1000u, 0x40u), (core.Register(4), core.Register(5)));
        Assert.Equal(Untouched, core.Word(0x1000));
        Assert.Equal(0u, core.Word(0x1004));
        Assert.Equal((1u, 0u), (core.Register(8), core.Register(9)));
        Assert.Single(core.Issued("this"));
        Assert.Empty(core.VectorsTaken);
    }

    /// <summary>The core decodes eciwx, but nothing answers on the I/O bus: it stands there for ever.</summary>
    [Fact]
    public void ReadingTheMissingInputBusBlocksTheCore()
    {
        var core = new AssembledCore($"li 4,0x1000\nli 3,1\n.long 0x7c60226c\nli 3,2\n{Source.Wait}");
        Assert.False(core.Core.RunUntilSleep(5000));
        Assert.Equal(1u, core.Register(3));
        Assert.True(core.Core.Stalls[(int)StallCause.IoBus] > 4000);
    }
}
