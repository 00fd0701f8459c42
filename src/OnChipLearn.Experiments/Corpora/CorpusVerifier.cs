using System.Globalization;
using System.Text.Json;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>Runs a corpus program and lists every deviation from what was measured on the RTL.</summary>
public static class CorpusVerifier
{
    // A run that is this much longer than the measured one has gone wrong.
    private const long Grace = 2000;

    private static readonly (string Name, int Word)[] InterruptVectors =
        [("alignment", 6), ("program", 7), ("doorbell", 9), ("fixed_interval", 11), ("decrementer", 12)];

    /// <param name="program">Program and expected results.</param>
    /// <param name="issueLog">Expected issues as (byte address, cycle), to name the first difference; null when not known.</param>
    public static IReadOnlyList<string> Verify(CorpusProgram program, IReadOnlyList<(uint Pc, long Cycle)>? issueLog = null)
    {
        var device = new CorpusDevice(program.ParallelLatency, program.ParallelAcceptDelay);
        using var log = new CorpusProbe.Log { Expected = issueLog };
        var core = new PpuCore<CorpusProbe>(
            program.Parameters, new ScalarState(), new VectorState(program.Slices), new Sram(), new CorePorts(device, device), new CorpusProbe(log));
        Load(core, program);
        var finished = Run(core, program);
        return [.. Compare(program, core, device, log, finished)];
    }

    private static void Load(IPpuCore core, CorpusProgram program)
    {
        Convert.FromHexString(program.Code).CopyTo(core.Sram.Bytes);
        foreach (var (address, bytes) in Areas(program.Data))
        {
            bytes.CopyTo(core.Sram.Bytes[address..]);
        }
    }

    private static bool Run(IPpuCore core, CorpusProgram program)
    {
        var limit = program.Cycles + Grace;
        foreach (var cycle in (program.DoorbellCycles ?? []).Distinct().Order())
        {
            if (Finished(core, cycle, true))
            {
                return true;
            }

            core.Doorbell = true;
            if (Finished(core, cycle + 1, true))
            {
                return true;
            }

            core.Doorbell = false;
        }

        return Finished(core, limit, false);
    }

    // Advances to the cycle, or until the core sleeps and no doorbell can wake it.
    private static bool Finished(IPpuCore core, long cycle, bool doorbellsFollow)
    {
        while (core.Cycle < cycle && core.RunUntilSleep(cycle))
        {
            if (!doorbellsFollow || (core.State.Msr & MsrBits.Ee) == 0)
            {
                return true;
            }

            core.RunUntil(cycle);
        }

        return false;
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
        foreach (var (address, bytes) in Areas(program.Memory))
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

    private static IEnumerable<(int Address, byte[] Bytes)> Areas(JsonElement[][] areas) =>
        areas.Select(area => (area[0].GetInt32(), Convert.FromHexString(area[1].GetString()!)));

}
