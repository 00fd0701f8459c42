using System.IO.Compression;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>Reads corpora: one JSON object per line, optionally compressed with gzip.</summary>
public static class CorpusReader
{
    private const int LongestProgramText = 2 * PpuSim.Machine.MemoryMap.SramBytes;

    /// <exception cref="CorpusException">A line is no valid program; the message names file, line and field.</exception>
    public static IEnumerable<CorpusProgram> Read(string file)
    {
        using var reader = new StreamReader(Open(file));
        var number = 0;
        while (NextLine(reader, file) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, $"{file}:{number}");
            }
        }
    }

    /// <summary>Parses one line.</summary>
    /// <param name="line">A JSON object.</param>
    /// <param name="place">File and line for messages.</param>
    public static CorpusProgram Parse(string line, string place)
    {
        CorpusProgram? program;
        try
        {
            program = JsonSerializer.Deserialize<CorpusProgram>(line);
        }
        catch (JsonException error)
        {
            throw new CorpusException($"{place}: not a corpus program: {error.Message}", error);
        }

        if (program is null)
        {
            throw new CorpusException($"{place}: not a corpus program: null");
        }

        Check(program, place);
        return program;
    }

    /// <summary>Reads the issue logs that stand beside a corpus (X-issue-logs.jsonl.gz for X.jsonl.gz), or nothing where there are none.</summary>
    public static Dictionary<string, List<(uint Pc, long Cycle)>> ReadIssueLogs(string corpusFile)
    {
        var logs = new Dictionary<string, List<(uint, long)>>();
        var file = IssueLogFile(corpusFile);
        if (!File.Exists(file))
        {
            return logs;
        }

        using var reader = new StreamReader(Open(file));
        while (NextLine(reader, file) is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var pairs = new List<(uint, long)>();
            long pc = -4;
            long cycle = 0;
            var numbers = document.RootElement.GetProperty("log").EnumerateArray().Select(number => number.GetInt64()).ToArray();
            for (var k = 0; k + 1 < numbers.Length; k += 2)
            {
                pc += 4 * (numbers[k] + 1);
                cycle += numbers[k + 1];
                pairs.Add(((uint)pc, cycle));
            }

            logs[document.RootElement.GetProperty("name").GetString()!] = pairs;
        }

        return logs;
    }

    private static string IssueLogFile(string corpusFile)
    {
        var name = Path.GetFileName(corpusFile);
        var stem = name.Replace(".jsonl.gz", string.Empty, StringComparison.Ordinal).Replace("-programs", string.Empty, StringComparison.Ordinal);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(corpusFile))!, stem + "-issue-logs.jsonl.gz");
    }

    private static string? NextLine(StreamReader reader, string file)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException error)
        {
            throw new CorpusException($"{file}: not a gzip file: {error.Message}", error);
        }
    }

    private static Stream Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new CorpusException($"{file}: no such file");
        }

        Stream stream = File.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static void Check(CorpusProgram program, string place)
    {
        Require(program.Slices is 1 or 8, place, "slices", program.Slices, "1 or 8");
        Require(program.BranchCacheEntries is >= 0 and <= 64, place, "branch_cache_entries", program.BranchCacheEntries, "0 to 64");
        Require(program.DataMemoryLatency is >= 1 and <= 10_000, place, "dmem_latency", program.DataMemoryLatency, "1 to 10000");
        Require(program.ParallelLatency is >= 1 and <= 100_000, place, "pbus_latency", program.ParallelLatency, "1 to 100000");
        Require(program.ParallelAcceptDelay is >= 0 and <= 100_000, place, "pbus_accept", program.ParallelAcceptDelay, "0 to 100000");
        Require(program.Arbiter is "scalar" or "vector", place, "arbiter", program.Arbiter, "scalar or vector");
        Require(program.Cycles is >= 0 and <= 1_000_000_000, place, "cycles", program.Cycles, "0 to 10^9");
        Require(program.DataBase is >= 0 and <= PpuSim.Machine.MemoryMap.SramBytes, place, "data_base", program.DataBase, "0 to 16384");
        Require(program.Code.Length <= LongestProgramText, place, "code", $"{program.Code.Length / 2} bytes", "at most 16384 bytes");
        CheckHex(program.Code, place, "code");
        CheckAreas(program.Data, place, "data");
        CheckAreas(program.Memory, place, "memory");
        var doorbells = program.DoorbellCycles ?? [];
        Require(doorbells.All(cycle => cycle >= 0), place, "doorbell_cycles", "a list with negative cycles", "cycles from 0 on");
    }

    private static void CheckAreas(JsonElement[][] areas, string place, string field)
    {
        for (var k = 0; k < areas.Length; k++)
        {
            var area = areas[k];
            var name = $"{field}[{k}]";
            Require(
                area.Length == 2 && area[0].ValueKind == JsonValueKind.Number && area[1].ValueKind == JsonValueKind.String, place, name, "another shape", "[address, hex bytes]");
            var text = area[1].GetString()!;
            CheckHex(text, place, name);
            Require(
                area[0].TryGetInt32(out var address) && address >= 0 && address + text.Length / 2 <= PpuSim.Machine.MemoryMap.SramBytes, place, name,
                area[0].ToString(), "an area inside the SRAM of 16384 bytes");
        }
    }

    private static void CheckHex(string text, string place, string field) =>
        Require(text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit), place, field, "text that is not hexadecimal", "an even number of hexadecimal digits");

    private static void Require([DoesNotReturnIf(false)] bool condition, string place, string field, object value, string expected)
    {
        if (!condition)
        {
            throw new CorpusException($"{place}: {field} is {value}, expected {expected}");
        }
    }
}
