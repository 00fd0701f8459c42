using System.Text.Json;
using OnChipLearn.Experiments.Corpora;

namespace OnChipLearn.Experiments.Tests.Corpora;

/// <summary>Verification sees every kind of wrong expectation.</summary>
public sealed class CorruptedExpectationTests
{
    [Fact]
    public void Cycles() => Deviates("cycles", Any(), program => program with { Cycles = program.Cycles + 1 });

    [Fact]
    public void Issues() => Deviates("issues", Any(), program => program with { Issues = program.Issues - 1 });

    [Fact]
    public void IssueLogHash() =>
        Deviates("issue log", Any(), program => program with { IssueLogSha256 = (program.IssueLogSha256[0] == '0' ? '1' : '0') + program.IssueLogSha256[1..] });

    [Fact]
    public void MemoryByte() => Deviates("memory", Any(), program => program with { Memory = ChangeArea(program.Memory) });

    [Fact]
    public void MemoryThatShouldBeZero() => Deviates("memory", Any(), program => program with { Memory = program.Memory[..^1] });

    [Fact]
    public void IoWriteData() => Deviates("I/O writes", With(p => p.IoWrites), program => program with { IoWrites = Change(program.IoWrites!, 2) });

    [Fact]
    public void IoWriteEnables() => Deviates("I/O writes", With(p => p.IoWrites), program => program with { IoWrites = Change(program.IoWrites!, 1) });

    [Fact]
    public void IoWriteMissing() => Deviates("number of I/O writes", With(p => p.IoWrites), program => program with { IoWrites = program.IoWrites![1..] });

    [Fact]
    public void AccessCycle() => Deviates("I/O accesses", With(p => p.IoAccesses), program => program with { IoAccesses = Change(program.IoAccesses!, 0) });

    [Fact]
    public void AccessAddress() => Deviates("I/O accesses", With(p => p.IoAccesses), program => program with { IoAccesses = Change(program.IoAccesses!, 2) });

    [Fact]
    public void SleepChange() => Deviates("sleep changes", With(p => p.SleepChanges), program => program with { SleepChanges = Change(program.SleepChanges!, 1) });

    [Fact]
    public void InterruptCount() => Deviates(
        "interrupts",
        CorpusFiles.Of(CorpusFiles.Interrupts).First(program => program.InterruptsTaken?.Count > 0),
        program => program with { InterruptsTaken = program.InterruptsTaken!.ToDictionary(taken => taken.Key, taken => taken.Value + 1) });

    [Fact]
    public void BranchCount() => Deviates("branches", CorpusFiles.Of(CorpusFiles.Vectors)[0], program => program with { Branches = program.Branches + 1 });

    [Fact]
    public void OneIssueOfALog()
    {
        var program = Any();
        var logs = CorpusReader.ReadIssueLogs(CorpusFiles.Path(CorpusFiles.Programs));
        var log = logs[program.Name];
        log[10] = (log[10].Pc, log[10].Cycle + 1);
        var line = Assert.Single(CorpusVerifier.Verify(program with { IssueLogSha256 = new string('0', 64) }, log));
        Assert.Contains("issue 10:", line, StringComparison.Ordinal);
    }

    [Fact]
    public void AProgramThatDoesNotEnd()
    {
        // An endless loop in place of the first instruction.
        var lines = CorpusVerifier.Verify(Any() with { Code = "48000000", Cycles = 100 });
        Assert.Contains(lines, line => line.Contains("still running", StringComparison.Ordinal));
    }

    private static CorpusProgram Any() => CorpusFiles.Of(CorpusFiles.Programs).First(program => program.Memory.Length > 1 && program.Issues is > 100 and < 2000);

    private static CorpusProgram With(Func<CorpusProgram, JsonElement[][]?> field) =>
        new[] { CorpusFiles.Configurations, CorpusFiles.Interrupts, CorpusFiles.Mixed }.SelectMany(CorpusFiles.Of).First(program => field(program)?.Length > 0);

    private static void Deviates(string what, CorpusProgram program, Func<CorpusProgram, CorpusProgram> corrupt)
    {
        Assert.Empty(CorpusVerifier.Verify(program));
        Assert.Contains(CorpusVerifier.Verify(corrupt(program)), line => line.Contains(what, StringComparison.Ordinal));
    }

    // Another value in one cell of the last row.
    private static JsonElement[][] Change(JsonElement[][] rows, int cell)
    {
        var changed = rows.Select(row => row.ToArray()).ToArray();
        var value = changed[^1][cell];
        changed[^1][cell] = value.ValueKind == JsonValueKind.Number
            ? JsonSerializer.SerializeToElement(value.GetInt64() + 1)
            : JsonSerializer.SerializeToElement((value.GetString()![0] == '0' ? '1' : '0') + value.GetString()![1..]);
        return changed;
    }

    private static JsonElement[][] ChangeArea(JsonElement[][] areas) => Change(areas, 1);
}
