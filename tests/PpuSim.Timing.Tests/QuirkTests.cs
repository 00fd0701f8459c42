using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests;

/// <summary>Every named deviation of the core, on and off.</summary>
public sealed class QuirkTests
{
    private const string Data = "li 9,0x1000\n";

    /// <summary>A quirk without a test here would make this fail.</summary>
    [Fact]
    public void EveryQuirkHasATest()
    {
        var tested = typeof(QuirkTests).GetMethods().Select(method => method.Name).ToHashSet();
        Assert.All(Enum.GetValues<Quirks>().Where(quirk => quirk is not (Quirks.None or Quirks.All)), quirk => Assert.Contains(quirk.ToString(), tested));
    }

    [Fact]
    public void LhaDisplacementZeroExtended()
    {
        const string Program = "li 3,-2\nsth 3,0x0ffe(0)\nli 9,0x1000\nlha 4,-2(9)\n" + Source.Wait;
        Check(Quirks.LhaDisplacementZeroExtended, Program, core => core.Register(4), 0, 0xffff_fffe);
        var update = "li 3,-2\nsth 3,0x0ffe(0)\nli 9,0x1000\nlhau 4,-2(9)\n" + Source.Wait;
        Check(Quirks.LhaDisplacementZeroExtended, update, core => core.Register(9), 0x1_0ffe, 0x0ffe);
    }

    [Fact]
    public void TrapImmediateZeroExtended()
    {
        var program = Source.Program("li 3,-1\ntwi 4,3,-1\nli 4,1\nnop\nnop\nnop\n", ("program", "li 5,1\n" + Source.Wait));
        Check(Quirks.TrapImmediateZeroExtended, program, core => core.Register(5), 0, 1);
    }

    [Fact]
    public void ShiftAmountModulo32()
    {
        const string Program = "li 3,-5\nli 4,33\nslw 5,3,4\nsrw 6,3,4\nsraw 7,3,4\n" + Source.Wait;
        Check(Quirks.ShiftAmountModulo32, Program, core => core.Register(5), 0xffff_fff6, 0);
        Check(Quirks.ShiftAmountModulo32, Program, core => core.Register(6), 0x7fff_fffd, 0);
        Check(Quirks.ShiftAmountModulo32, Program, core => core.Register(7), 0xffff_fffd, 0xffff_ffff);
    }

    [Fact]
    public void MfocrfKeepsOtherFields()
    {
        var program = Source.Load(3, 0x1234_5678) + "mtcr 3\nli 4,-1\nmfocrf 4,0x40\n" + Source.Wait;
        Check(Quirks.MfocrfKeepsOtherFields, program, core => core.Register(4), 0xf2ff_ffff, 0x0200_0000);
    }

    [Fact]
    public void NegativeDividedByZeroIsZero()
    {
        var divide = "nop\n" + Source.Load(20, 40) + "mtctr 20\n1: bdnz 1b\n";
        Check(Quirks.NegativeDividedByZeroIsZero, divide + "li 3,-7\nli 4,0\ndivw 5,3,4\n" + Source.Wait, core => core.Register(5), 0, 0xffff_ffff);
        Check(Quirks.NegativeDividedByZeroIsZero, divide + "li 3,7\nli 4,0\ndivw 5,3,4\n" + Source.Wait, core => core.Register(5), 0xffff_ffff, 0xffff_ffff);
    }

    [Fact]
    public void HalfwordAtOffsetOne()
    {
        var handler = ("alignment", "li 7,1\n" + Source.Wait);
        var load = Source.Program(Source.Load(3, 0x1234_5678) + Data + "stw 3,0(9)\nlhz 4,1(9)\nnop\nnop\nnop\nnop\n", handler);
        Check(Quirks.HalfwordAtOffsetOne, load, core => core.Register(4), 0x3456, 0);
        Check(Quirks.HalfwordAtOffsetOne, load, core => core.Register(7), 0, 1);
        var store = Source.Program(Source.Load(3, 0x1234_5678) + Data + "sth 3,1(9)\nnop\nnop\nnop\nnop\n", handler);
        Check(Quirks.HalfwordAtOffsetOne, store, core => core.Word(0x1000), 0x0056_7800, 0);
    }

    [Fact]
    public void UnalignedAccessTraps()
    {
        const Quirks Quirk = Quirks.UnalignedAccessTraps;
        var handler = ("alignment", "li 7,1\n" + Source.Wait);
        var setup = Source.Load(3, 0x0123_4567) + Source.Load(4, 0x89ab_cdef) + Data + "stw 3,0(9)\nstw 4,4(9)\n";
        string Load(string instruction) => Source.Program(setup + instruction + "\nnop\nnop\nnop\nnop\n", handler);
        Check(Quirk, Load("lwz 5,1(9)"), core => core.Register(7), 1, 0);
        Check(Quirk, Load("lwz 5,1(9)"), core => core.Register(5), 0, 0x2345_6789);
        Check(Quirk, Load("lwz 5,2(9)"), core => core.Register(5), 0, 0x4567_89ab);
        Check(Quirk, Load("lwz 5,3(9)"), core => core.Register(5), 0, 0x6789_abcd);
        Check(Quirk, Load("lhz 5,3(9)"), core => core.Register(5), 0, 0x6789);
        Check(Quirk, Load("lha 5,7(9)"), core => core.Register(5), 0, 0xffff_ef00);
        Check(Quirk, Load("stw 4,1(9)"), core => core.Word(0x1000), 0x0123_4567, 0x0189_abcd);
        Check(Quirk, Load("stw 4,1(9)"), core => core.Word(0x1004), 0x89ab_cdef, 0xefab_cdef);
        Check(Quirk, Load("sth 4,3(9)"), core => core.Word(0x1004), 0x89ab_cdef, 0xefab_cdef);
        Check(Quirk, Load("stwu 4,3(9)"), core => core.Register(9), 0x1000, 0x1003);
        Check(Quirk, Load("lmw 30,2(9)"), core => core.Register(30), 0, 0x4567_89ab);
    }

    [Fact]
    public void SplatOfR0NotInterlocked()
    {
        // The load of r0 is still under way when the splat reads its operand, and so is a multiplication.
        const string Store = "li 8,0x1000\nfxvstax 1,0,8\n" + Source.Wait;
        const string Load = "li 3,5\nstw 3,0x1100(0)\nli 0,2\nsync\nlwz 0,0x1100(0)\nfxvsplath 1,0\n" + Store;
        Check(Quirks.SplatOfR0NotInterlocked, Load, core => core.Word(0x1000), 0x0002_0002, 0x0005_0005);
        const string Multiply = "li 3,5\nli 0,2\nsync\nmullw 0,3,3\nfxvsplath 1,0\n" + Store;
        Check(Quirks.SplatOfR0NotInterlocked, Multiply, core => core.Word(0x1000), 0x0002_0002, 0x0019_0019);
    }

    [Fact]
    public void ConditionalVectorReadWritesAll()
    {
        // Lanes of v1 are 7 everywhere; the comparison is false everywhere, and the device answers with zeros.
        const string Program = "li 3,7\nfxvsplath 1,3\nfxvcmph 1\nli 4,64\nfxvinx 1,0,4,lt\nli 8,0x1000\nfxvstax 1,0,8\n" + Source.Wait;
        Check(Quirks.ConditionalVectorReadWritesAll, Program, core => core.Word(0x1000), 0, 0x0007_0007);
    }

    [Fact]
    public void VectorAddressWordAligned()
    {
        const string Program = "li 3,7\nfxvsplath 1,3\nli 8,0x1006\nfxvstax 1,0,8\n" + Source.Wait;
        Check(Quirks.VectorAddressWordAligned, Program, core => core.Word(0x1000), 0, 0x0007_0007);
        Check(Quirks.VectorAddressWordAligned, Program, core => core.Word(0x1004), 0x0007_0007, 0x0007_0007);
        Check(Quirks.VectorAddressWordAligned, Program, core => core.Word(0x1080), 0x0007_0007, 0);
    }

    /// <summary>A load from outside whose answer takes the register port in the cycle of the quotient.</summary>
    [Fact]
    public void LateDivideWritesZero()
    {
        const string Program = "li 3,42\nli 4,7\nlis 8,0x4000\nli 20,40\nmtctr 20\n1: bdnz 1b\nlwz 6,0(8)\nnop\nnop\ndivw 5,3,4\nmr 7,5\n" + Source.Wait;
        var results = Enumerable.Range(20, 40).Select(latency => (
            On: AssembledCore.Run(Program, data: new SlowMemory(latency)).Register(7),
            Off: AssembledCore.Run(Program, Quirks.All & ~Quirks.LateDivideWritesZero, data: new SlowMemory(latency)).Register(7))).ToList();
        Assert.All(results, result => Assert.Equal(6u, result.Off));
        Assert.Single(results, result => result.On == 0);
        Assert.Equal(results.Count - 1, results.Count(result => result.On == 6));
    }

    /// <summary>A doorbell in every cycle of a piece of code: without the quirk the result is that of an undisturbed run.</summary>
    [Fact]
    public void InterruptLosesResults()
    {
        const string Body = "li 3,1\nli 4,5\nmtctr 4\nlis 10,1\n1: addi 3,3,2\nmullw 5,3,3\nadd. 6,6,5\nsubfic 7,6,3\nadde 8,8,7\nrlwinm 9,6,3,0,28\nbl 2f\nmflr 11\naddi 12,12,1\nbdnz 1b\nb 3f\n2: xor 13,13,6\nblr\n3: mfcr 14\nmfxer 15\nmfctr 16\n";
        var source = Source.Program(Source.SetMsr(MsrBits.Ee) + Body + Source.SetMsr(0), ("doorbell", "addi 27,27,1\nrfi\n"));
        var undisturbed = AssembledCore.Run(source);
        var length = undisturbed.Core.Cycle;
        var expected = State(undisturbed);
        var lost = 0;
        for (var cycle = 20L; cycle < length - 15; cycle++)
        {
            var precise = Ring(source, cycle, Quirks.All & ~Quirks.InterruptLosesResults);
            Assert.True(State(precise).SequenceEqual(expected), $"doorbell in cycle {cycle}");
            var hardware = new AssembledCore(source);
            hardware.RingIn(cycle);
            lost += hardware.Core.RunUntilSleep(5000) && State(hardware).SequenceEqual(expected) ? 0 : 1;
        }

        Assert.True(lost > 20, $"{lost} of {length} doorbells lost a result");
    }

    private static AssembledCore Ring(string source, long cycle, Quirks quirks)
    {
        var core = new AssembledCore(source, quirks);
        core.RingIn(cycle);
        core.RunToSleep();
        Assert.Equal(1u, core.Register(27));
        return core;
    }

    private static IEnumerable<uint> State(AssembledCore core) => Enumerable.Range(0, 27).Select(core.Register).Append(core.State.Cr);

    private static void Check(Quirks quirk, string program, Func<AssembledCore, uint> result, uint on, uint off)
    {
        Assert.Equal(on, result(AssembledCore.Run(program)));
        Assert.Equal(off, result(AssembledCore.Run(program, Quirks.All & ~quirk)));
    }
}
