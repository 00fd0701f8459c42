using System.Globalization;
using System.Text.Json;
using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>Runs a corpus program and lists every deviation from what was measured on the RTL.</summary>
public static class CorpusVerifier
{
    private static readonly (string Name, int Word)[] InterruptVectors =
        [("alignment", 6), ("program", 7), ("doorbell", 9), ("fixed_interval", 11), ("decrementer", 12)];

    /// <param name="program">Program and expected results.</param>
    /// <param name="issueLog">Expected issues as (byte address, cycle), to name the first difference; null when not known.</param>
    /// <param name="engine">How to simulate.</param>
    public static IReadOnlyList<string> Verify(
        CorpusProgram program, IReadOnlyList<(uint Pc, long Cycle)>? issueLog = null, CoreEngine engine = CoreEngine.Interpreter)
    {
        var device = CorpusCore.Device(program);
        using var log = new CorpusProbe.Log { Expected = issueLog ?? program.IssueLog };
        var core = CorpusCore.Create(program, device, new CorpusProbe(log), engine);
        var finished = CorpusCore.Run(core, program);
        return [.. Compare(program, core, device, log, finished)];
    }

    private static IEnumerable<string> Compare(CorpusProgram program, IPpuCore core, CorpusDevice device, CorpusProbe.Log log, bool finished)
    {
        if (!finished)
        {
            yield return Line(program, "end", "still running in cycle " + core.Cycle.ToString(CultureInfo.InvariantCulture), "asleep");
        }

        if (core.Cycle != program.Cycles)
        {
            yield return Line(program, "cycles", core.Cycle, program.Cycles);
        }

        if (core.Issues != program.Issues)
        {
            yield return Line(program, "issues", core.Issues, program.Issues);
        }

        var accounted = core.Issues + core.Stalls.Sum();
        if (accounted != core.Cycle)
        {
            yield return Line(program, "issues and stall causes add up to", accounted, core.Cycle);
        }

        if (program.Branches is { } branches && branches != log.Branches)
        {
            yield return Line(program, "branches", log.Branches, branches);
        }

        var hash = log.Sha256();
        if (hash != program.IssueLogSha256)
        {
            yield return Line(program, "issue log", log.FirstDifference ?? hash, log.FirstDifference is null ? program.IssueLogSha256 : "as measured");
        }

        foreach (var line in CompareMemory(program, core.Sram))
        {
            yield return line;
        }

        foreach (var line in CompareLists(program, "I/O writes", device.Writes, program.IoWrites).Concat(CompareLists(program, "I/O accesses", device.Accesses, program.IoAccesses))
            .Concat(CompareLists(program, "sleep changes", log.SleepChanges, program.SleepChanges)))
        {
            yield return line;
        }

        foreach (var (name, word) in InterruptVectors)
        {
            if (program.InterruptsTaken is { } taken && taken.TryGetValue(name, out var expected) && log.VectorIssues[word] != expected)
            {
                yield return Line(program, name + " interrupts", log.VectorIssues[word], expected);
            }
        }
    }

    private static IEnumerable<string> CompareMemory(CorpusProgram program, Sram sram)
    {
        var expected = new byte[MemoryMap.SramBytes];
        foreach (var (address, bytes) in CorpusProgram.Areas(program.Memory))
        {
            bytes.CopyTo(expected, address);
        }

        var actual = sram.Bytes.ToArray();
        var differing = Enumerable.Range(program.DataBase, MemoryMap.SramBytes - program.DataBase).Where(k => actual[k] != expected[k]).ToList();
        if (differing.Count > 0)
        {
            var first = differing[0];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{program.Name}: memory differs in {differing.Count} bytes, first at 0x{first:x4}: 0x{actual[first]:x2}, expected 0x{expected[first]:x2}");
        }
    }

    private static IEnumerable<string> CompareLists(CorpusProgram program, string what, IReadOnlyList<string> actual, JsonElement[][]? expectedRows)
    {
        if (expectedRows is null)
        {
            yield break;
        }

        var expected = expectedRows.Select(row => string.Join(' ', row.Select(cell => cell.ToString()))).ToList();
        if (actual.Count != expected.Count)
        {
            yield return Line(program, "number of " + what, actual.Count, expected.Count);
        }

        for (var k = 0; k < Math.Min(actual.Count, expected.Count); k++)
        {
            if (actual[k] != expected[k])
            {
                yield return Line(program, string.Create(CultureInfo.InvariantCulture, $"{what}[{k}]"), actual[k], expected[k]);
                yield break;
            }
        }
    }

    private static string Line(CorpusProgram program, string what, object actual, object expected) =>
        string.Create(CultureInfo.InvariantCulture, $"{program.Name}: {what} {actual}, expected {expected}");
}
