using OnChipLearn.Experiments.Corpora;
using OnChipLearn.Experiments.Programs;
using OnChipLearn.Experiments.Tests.Corpora;
using PpuSim.Image;
using PpuSim.Isa.Assembly;

namespace OnChipLearn.Experiments.Tests.Programs;

/// <summary>What strict mode stops at, and what it lets pass.</summary>
public sealed class StrictTests
{
    [Theory]
    [InlineData("undefined encoding", ".long 0x7c00012c\n", "undefined encoding 0x7c00012c")]
    [InlineData("undefined primary opcode", ".long 0\n", "undefined encoding 0x00000000")]
    [InlineData("misaligned vector load", "li 3,0x1040\nfxvlax 1,0,3\nsync\n", "vector access to 0x1040, which is no multiple of 128")]
    [InlineData("misaligned vector store", "li 3,5\nfxvsplath 1,3\nli 3,0x1004\nfxvstax 1,0,3\nsync\n", "vector access to 0x1004, which is no multiple of 128")]
    [InlineData("undefined register", "addi 3,4,1\n", "reads r4, which nothing has written")]
    [InlineData("undefined index", "li 3,0x1000\nlwzx 4,3,5\n", "reads r5, which nothing has written")]
    [InlineData("undefined base of a store", "li 3,1\nstw 3,0(9)\n", "reads r9, which nothing has written")]
    [InlineData("undefined compare operand", "cmpwi 7,0\n", "reads r7, which nothing has written")]
    [InlineData("undefined special register source", "mtlr 8\n", "reads r8, which nothing has written")]
    [InlineData("undefined splat operand", "fxvsplath 1,6\nsync\n", "reads r6, which nothing has written")]
    [InlineData("undefined vector register", "li 3,1\nfxvsplath 1,3\nfxvaddhm 2,1,9\nsync\n", "fxvaddhm reads v9, which nothing has written")]
    [InlineData("undefined vector to memory", "li 3,0x1000\nfxvstax 4,0,3\nsync\n", "fxvstax reads v4, which nothing has written")]
    [InlineData("undefined vector to the array", "li 3,0\nfxvoutx 4,0,3\nsync\n", "fxvoutx reads v4, which nothing has written")]
    [InlineData("unwritten word", "lwz 3,0x1000(0)\nsync\n", "reads SRAM at 0x1000, which nothing has written")]
    [InlineData("unwritten byte beside a written one", "li 3,1\nstb 3,0x1000(0)\nlhz 4,0x1000(0)\nsync\n", "reads SRAM at 0x1001, which nothing has written")]
    [InlineData("unwritten vector", "li 3,0x1000\nfxvlax 1,0,3\nsync\n", "reads SRAM at 0x1000, which nothing has written")]
    [InlineData("load from nowhere", "lis 3,1\nlwz 4,0(3)\nsync\n", "access to 0x00010000, where nothing is")]
    [InlineData("store to nowhere", "lis 3,0x7000\nstw 3,0(3)\nsync\n", "access to 0x70000000, where nothing is")]
    [InlineData("vector store to nowhere", "lis 3,0x2000\nfxvsplath 1,3\nfxvstax 1,0,3\nsync\n", "access to 0x20000000, where nothing is")]
    [InlineData("use of a restored undefined register", "li 1,0x1000\nstw 14,0(1)\nlwz 14,0(1)\naddi 3,14,1\nsync\n", "reads r14, which nothing has written")]
    public void StopsAt(string what, string source, string problem)
    {
        var result = Run(source, strict: true);
        Assert.True(result.ExitReason == "strictViolation", what);
        Assert.EndsWith(problem, result.Detail!, StringComparison.Ordinal);
        Assert.StartsWith("cycle ", result.Detail!, StringComparison.Ordinal);
        Assert.Equal("asleep", Run(source, strict: false).ExitReason);
    }

    /// <summary>The violation names the instruction that made the access, not the one in decode when it reached memory.</summary>
    [Fact]
    public void NamesTheInstructionAtFault()
    {
        var result = Run("li 3,1\nlwz 4,0x1000(0)\nli 5,1\nli 6,1\nli 7,1\nsync\n", strict: true);
        Assert.Contains("pc 0x0004", result.Detail!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("register saved and restored", "li 1,0x1000\nstw 14,0(1)\nli 14,3\nlwz 14,0(1)\nsync\n")]
    [InlineData("multiple registers saved and restored", "li 1,0x1000\nstmw 20,0(1)\nlmw 20,0(1)\nsync\n")]
    [InlineData("stack frame", "li 1,0x1000\nstwu 1,-32(1)\nlwz 1,0(1)\nsync\n")]
    [InlineData("everything written first", "li 3,7\nstw 3,0x1000(0)\nlwz 4,0x1000(0)\nli 5,0x1080\nfxvsplath 1,4\nfxvstax 1,0,5\nsync\nfxvlax 2,0,5\nsync\n")]
    [InlineData("memory of the image", "lwz 3,word(0)\nsync\nb end\nword: .long 5\nend: nop\n")]
    [InlineData("FPGA memory and Omnibus", "lis 3,0x4000\nlwz 4,0(3)\nlis 3,0x8000\nlwz 4,0(3)\nlis 3,0x5000\nstw 4,0(3)\nsync\n")]
    [InlineData("registers that reset clears", "mfcr 3\nmfocrf 9,0x80\naddze 8,3\nmflr 4\nmfctr 5\nmfxer 6\nmfspr 7,26\nsync\n")]
    public void LetsPass(string what, string source) => Assert.True(Run(source, strict: true) is { ExitReason: "asleep" }, what);

    /// <summary>An unaligned access is an interrupt; the accesses behind it keep their own addresses in messages.</summary>
    [Fact]
    public void UnalignedAccessesDoNotConfuseTheChecker()
    {
        const string Source = "b start\n.org 0x18\nb handler\nstart: li 3,0x1001\nlwz 4,0(3)\nnop\nnop\nnop\nhandler: li 5,1\nstw 5,0x1000(0)\nlwz 6,0x1000(0)\nlwz 7,0x1100(0)\nsync\n";
        Assert.EndsWith("reads SRAM at 0x1100, which nothing has written", Run(Source, strict: true).Detail!, StringComparison.Ordinal);
    }

    /// <summary>Compiled C saves registers that it never wrote.</summary>
    [Fact]
    public void CompiledProgramsPass()
    {
        var programs = CorpusFiles.Of(CorpusFiles.Programs).Where(program => program.Kind == "compiled-c").ToList();
        foreach (var program in programs)
        {
            var result = ProgramRunner.Run(Image(program), new ProgramRunOptions { Strict = true, MaxCycles = program.Cycles + 10 });
            Assert.True(result.ExitReason == "asleep", $"{program.Name}: {result.Detail}");
            Assert.Equal(program.Cycles, result.Cycles);
            Assert.Equal(result.Cycles, result.Issues + result.Stalls.Values.Sum());
        }

        Assert.Equal(24, programs.Count);
    }

    private static ProgramImage Image(CorpusProgram program)
    {
        var segments = program.Data.Select((area, k) => new Segment($"data{k}", (uint)area[0].GetInt32(), Convert.FromHexString(area[1].GetString()!), 0, SegmentAccess.Read | SegmentAccess.Write))
            .Prepend(new Segment("code", 0, Convert.FromHexString(program.Code), 0, SegmentAccess.Read | SegmentAccess.Execute));
        return new ProgramImage(program.Name, segments, SymbolTable.Empty, LineTable.Empty, 0);
    }

    private static ProgramRunResult Run(string source, bool strict) =>
        ProgramRunner.Run(Assembler.Assemble(source + "\n.long 0x7c00007c\n").ToImage("test"), new ProgramRunOptions { Strict = strict, MaxCycles = 10_000 });
}
