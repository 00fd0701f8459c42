using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>
/// The file of short sequences: one JSON object with a list <c>vectors</c>. A vector states every issue (byte address, cycle), the number of branches
/// and the words of data memory that are not 0 at its end; each becomes a corpus program of the same meaning. Wrong predictions, which the file counts too,
/// follow from the issue cycles.
/// </summary>
public static class TimingVectors
{
    private const string Field = "\"vectors\"";
    private static readonly JsonSerializerOptions Options = new() { RespectNullableAnnotations = true };

    /// <summary>True when a line of a file is such an object.</summary>
    public static bool AreIn(string line) => line.Contains(Field, StringComparison.Ordinal);

    /// <exception cref="CorpusException">A vector is damaged; the message names place, vector and field.</exception>
    public static IEnumerable<CorpusProgram> Parse(string line, string place)
    {
        VectorFile? file;
        try
        {
            file = JsonSerializer.Deserialize<VectorFile>(line, Options);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CorpusException($"{place}: not a list of timing vectors: {(error as JsonException)?.Path ?? "$"} has no value of the right kind, or lacks one", error);
        }

        return (file?.Vectors ?? []).Select((vector, number) => ToProgram(vector, $"{place}: vectors[{number}]"));
    }

    private static CorpusProgram ToProgram(Vector vector, string place)
    {
        CorpusLine.Require(vector is not null, place, "it", "null", "an object");
        CorpusLine.Require(vector.Issue.All(pair => pair is [>= 0, >= 0]), place, "issue", "a list with other entries", "pairs of address and cycle");
        var log = vector.Issue.Select(pair => ((uint)pair[0], pair[1])).ToArray();
        var program = new CorpusProgram
        {
            Name = vector.Name,
            Kind = vector.Group,
            Slices = vector.Slices,
            Code = string.Concat(vector.Code),
            Cycles = vector.Cycles,
            Issues = log.Length,
            IssueLogSha256 = Hash(log),
            IssueLog = log,
            Memory = [.. vector.Memory.Select(word => Area(word.Key, word.Value, place))],
            Branches = vector.Branches,
            SeparateInstructionMemory = true,
            DeviceIsMemory = true,
        };
        CorpusLine.Check(program, place);
        return program;
    }

    private static JsonElement[] Area(string address, string word, string place)
    {
        var known = int.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        CorpusLine.Require(known && word is not null, place, "dmem_nonzero", address, "hexadecimal addresses and words");
        return [JsonSerializer.SerializeToElement(number), JsonSerializer.SerializeToElement(word)];
    }

    private static string Hash(IEnumerable<(uint Pc, long Cycle)> log)
    {
        var text = string.Concat(log.Select(issue => string.Create(CultureInfo.InvariantCulture, $"{issue.Pc} {issue.Cycle}\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    private sealed record VectorFile
    {
        [JsonPropertyName("vectors")]
        public required Vector[] Vectors { get; init; }
    }

    private sealed record Vector
    {
        [JsonPropertyName("name")]
        public required string Name { get; init; }

        [JsonPropertyName("group")]
        public string Group { get; init; } = string.Empty;

        [JsonPropertyName("slices")]
        public required int Slices { get; init; }

        /// <summary>Instruction words in hex, from address 0.</summary>
        [JsonPropertyName("code")]
        public required string[] Code { get; init; }

        [JsonPropertyName("cycles")]
        public required long Cycles { get; init; }

        [JsonPropertyName("issue")]
        public required long[][] Issue { get; init; }

        [JsonPropertyName("branches")]
        public required long Branches { get; init; }

        /// <summary>Byte address and word, both in hex.</summary>
        [JsonPropertyName("dmem_nonzero")]
        public required Dictionary<string, string> Memory { get; init; }
    }
}
