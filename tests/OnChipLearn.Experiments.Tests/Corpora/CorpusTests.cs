using OnChipLearn.Experiments.Corpora;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Tests.Corpora;

/// <summary>Every program that was measured on the RTL, cycle for cycle and byte for byte.</summary>
public sealed class CorpusTests
{
    [Theory]
    [InlineData(CorpusFiles.Programs, 404, CoreEngine.Interpreter)]
    [InlineData(CorpusFiles.Configurations, 151, CoreEngine.Interpreter)]
    [InlineData(CorpusFiles.Interrupts, 794, CoreEngine.Interpreter)]
    [InlineData(CorpusFiles.Mixed, 186, CoreEngine.Interpreter)]
    [InlineData(CorpusFiles.Vectors, 834, CoreEngine.Interpreter)]
    [InlineData(CorpusFiles.Programs, 404, CoreEngine.Translator)]
    [InlineData(CorpusFiles.Configurations, 151, CoreEngine.Translator)]
    [InlineData(CorpusFiles.Interrupts, 794, CoreEngine.Translator)]
    [InlineData(CorpusFiles.Mixed, 186, CoreEngine.Translator)]
    [InlineData(CorpusFiles.Vectors, 834, CoreEngine.Translator)]
    public void NoDeviationFromTheRtl(string file, int count, CoreEngine engine)
    {
        var programs = CorpusFiles.Of(file);
        var logs = CorpusReader.ReadIssueLogs(CorpusFiles.Path(file));
        Assert.Equal(count, programs.Count);
        Assert.Empty(programs.SelectMany(program => CorpusVerifier.Verify(program, logs.GetValueOrDefault(program.Name), engine)));
    }

    /// <summary>What the corpora hold, so that a corpus without some kind of statement would be noticed.</summary>
    [Fact]
    public void TheCorporaStateEverything()
    {
        var all = new[] { CorpusFiles.Configurations, CorpusFiles.Interrupts, CorpusFiles.Mixed }.SelectMany(CorpusFiles.Of).ToList();
        Assert.Contains(all, program => program.IoWrites?.Length > 0);
        Assert.Contains(all, program => program.IoAccesses?.Length > 0);
        Assert.Contains(all, program => program.SleepChanges?.Length > 0);
        Assert.Contains(all, program => program.InterruptsTaken?.Count > 0);
        Assert.Contains(all, program => program.DoorbellCycles?.Length > 0);
        Assert.Equal(24, CorpusFiles.Of(CorpusFiles.Programs).Count(program => program.Kind == "compiled-c"));
        Assert.All(CorpusFiles.Of(CorpusFiles.Vectors), program => Assert.NotNull(program.Branches));
    }

    /// <summary>Every cycle either issues or has exactly one cause.</summary>
    [Theory]
    [InlineData(CorpusFiles.Programs)]
    [InlineData(CorpusFiles.Configurations)]
    [InlineData(CorpusFiles.Interrupts)]
    [InlineData(CorpusFiles.Mixed)]
    [InlineData(CorpusFiles.Vectors)]
    public void IssuesAndStallCausesAddUpToTheCycles(string file)
    {
        foreach (var program in CorpusFiles.Of(file))
        {
            var core = CorpusCore.Create(program, CorpusCore.Device(program), default(NoProbe));
            Assert.True(CorpusCore.Run(core, program), program.Name);
            Assert.Equal(core.Cycle, core.Issues + core.Stalls.Sum());
            Assert.Equal(program.Cycles, core.Cycle);
        }
    }

    /// <summary>A core that was reset does the same again, and allocates nothing while it does.</summary>
    [Fact]
    public void AfterResetTheSameHappensAgainWithoutAllocation()
    {
        var step = CorpusFiles.IsFull ? 1 : 5;
        foreach (var program in CorpusFiles.Of(CorpusFiles.Programs).Where((program, k) => program.Kind == "compiled-c" || k % step == 0))
        {
            var core = CorpusCore.Create(program, CorpusCore.Device(program), default(NoProbe));
            CorpusCore.Run(core, program);
            var first = (core.Cycle, core.Issues, core.Instructions, Stalls: core.Stalls.ToArray(), Memory: core.Sram.Bytes.ToArray());
            CorpusCore.Load(core, program);
            core.State.Gpr.AsSpan().Clear();
            core.VectorState.Raw.Clear();
            core.Reset();
            var limit = program.Cycles;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var asleep = core.RunUntilSleep(limit);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() == before, $"{program.Name} allocates");
            Assert.True(asleep, program.Name);
            Assert.Equal((first.Cycle, first.Issues, first.Instructions), (core.Cycle, core.Issues, core.Instructions));
            Assert.Equal(first.Stalls, core.Stalls);
            Assert.True(core.Sram.Bytes.SequenceEqual(first.Memory), program.Name);
        }
    }
}
