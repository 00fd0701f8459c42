using System.IO.Compression;
using System.Text.Json;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>
/// Reads corpora: one JSON object per line, optionally compressed with gzip. A line that holds a list of timing vectors stands for all of them.
/// </summary>
public static class CorpusReader
{
    /// <exception cref="CorpusException">A line is no valid program; the message names file, line and field.</exception>
    public static IEnumerable<CorpusProgram> Read(string file)
    {
        using var reader = new StreamReader(Open(file));
        var number = 0;
        while (NextLine(reader, file) is { } line)
        {
            number++;
            foreach (var program in Programs(line, $"{file}:{number}"))
            {
                yield return program;
            }
        }
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
        var number = 0;
        while (NextLine(reader, file) is { } line)
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line);
                var root = document.RootElement;
                logs[root.GetProperty("name").GetString()!] = [.. Unpack(root.GetProperty("log"))];
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new CorpusException($"{file}:{number}: not an issue log, expected the fields name and log (pairs of whole numbers)", error);
            }
        }

        return logs;
    }

    private static IEnumerable<CorpusProgram> Programs(string line, string place) =>
        string.IsNullOrWhiteSpace(line) ? [] : TimingVectors.AreIn(line) ? TimingVectors.Parse(line, place) : [CorpusLine.Parse(line, place)];

    // Pairs (dp, dc): start with p = -4, c = 0; each adds p += 4 (dp + 1), c += dc and names one issue.
    private static IEnumerable<(uint Pc, long Cycle)> Unpack(JsonElement log)
    {
        long pc = -4;
        long cycle = 0;
        var numbers = log.EnumerateArray().Select(number => number.GetInt64()).ToArray();
        for (var k = 0; k + 1 < numbers.Length; k += 2)
        {
            pc += 4 * (numbers[k] + 1);
            cycle += numbers[k + 1];
            yield return ((uint)pc, cycle);
        }
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
}
