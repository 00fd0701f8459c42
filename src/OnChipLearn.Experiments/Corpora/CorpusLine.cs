using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>One line of a corpus: parsed, and every field checked before anything runs.</summary>
public static class CorpusLine
{
    /// <summary>Longest run that a line may ask for, in cycles.</summary>
    public const long LongestRun = 1_000_000_000;

    private const int LongestProgramText = 2 * MemoryMap.SramBytes;
    private const int LongestQuote = 40;
    private static readonly JsonSerializerOptions Options = new() { RespectNullableAnnotations = true };

    /// <param name="line">A JSON object.</param>
    /// <param name="place">File and line for messages.</param>
    /// <exception cref="CorpusException">It is no valid program; the message names place, field, value and what was expected.</exception>
    public static CorpusProgram Parse(string line, string place)
    {
        CorpusProgram program;
        try
        {
            program = JsonSerializer.Deserialize<CorpusProgram>(line, Options) ?? throw new CorpusException($"{place}: null, expected a JSON object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CorpusException($"{place}: {DescribeSafely(line, error)}", error);
        }

        Check(program, place);
        return program;
    }

    internal static void Require([DoesNotReturnIf(false)] bool condition, string place, string field, object value, string expected)
    {
        if (!condition)
        {
            throw new CorpusException($"{place}: {field} is {value}, expected {expected}");
        }
    }

    // Escapes that are no characters only show when a name or text is looked at.
    private static string DescribeSafely(string line, Exception error)
    {
        try
        {
            return Describe(line, error);
        }
        catch (InvalidOperationException)
        {
            return "a name or text has an escape that is no character, expected valid JSON";
        }
    }

    private static string Describe(string line, Exception error)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(line);
        }
        catch (JsonException syntax)
        {
            return $"not JSON from byte {syntax.BytePositionInLine + 1} on, expected one object per line";
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return $"{Quote(root)}, expected a JSON object";
        }

        var fields = typeof(CorpusProgram).GetProperties().Where(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is not null)
            .ToDictionary(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);
        var missing = fields.Where(field => field.Value.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RequiredMemberAttribute")).Select(field => field.Key)
            .FirstOrDefault(name => !root.TryGetProperty(name, out _));
        if (missing is not null)
        {
            return $"field {missing} is missing";
        }

        var name = fields.Keys.FirstOrDefault(key => (error as JsonException)?.Path?.StartsWith("$." + key, StringComparison.Ordinal) == true && root.TryGetProperty(key, out _))
            ?? fields.Keys.FirstOrDefault(key => error.Message.Contains($"'{fields[key].Name}'", StringComparison.Ordinal) && root.TryGetProperty(key, out _));
        return name is null ? "a field has a value of the wrong kind" : $"{name} is {Quote(root.GetProperty(name))}, expected {Kind(fields[name].PropertyType)}";
    }

    private static string Quote(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
    }

    private static string Kind(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(int) || type == typeof(long) || Nullable.GetUnderlyingType(type) is not null ? "a whole number"
        : type == typeof(long[]) ? "a list of whole numbers"
        : type.IsArray ? "a list of lists"
        : "an object with whole numbers";

    internal static void Check(CorpusProgram program, string place)
    {
        Require(program.Slices is 1 or 8, place, "slices", program.Slices, "1 or 8");
        Require(program.BranchCacheEntries is >= 0 and <= 64, place, "branch_cache_entries", program.BranchCacheEntries, "0 to 64");
        Require(program.DataMemoryLatency is >= 1 and <= 10_000, place, "dmem_latency", program.DataMemoryLatency, "1 to 10000");
        Require(program.ParallelLatency is >= 1 and <= 100_000, place, "pbus_latency", program.ParallelLatency, "1 to 100000");
        Require(program.ParallelAcceptDelay is >= 0 and <= 100_000, place, "pbus_accept", program.ParallelAcceptDelay, "0 to 100000");
        Require(program.Arbiter is "scalar" or "vector", place, "arbiter", program.Arbiter, "scalar or vector");
        Require(program.Cycles is >= 0 and <= LongestRun, place, "cycles", program.Cycles, "0 to 10^9");
        Require(program.Issues >= 0, place, "issues", program.Issues, "a number from 0 on");
        Require(program.IssueLogSha256.Length == 64 && program.IssueLogSha256.All(char.IsAsciiHexDigitLower), place, "issue_log_sha256", "another text", "64 hexadecimal digits");
        Require(program.DataBase is >= 0 and <= MemoryMap.SramBytes, place, "data_base", program.DataBase, $"0 to {MemoryMap.SramBytes}");
        Require(program.Code.Length <= LongestProgramText, place, "code", $"{program.Code.Length / 2} bytes", $"at most {MemoryMap.SramBytes} bytes");
        CheckHex(program.Code, place, "code");
        CheckAreas(program.Data, place, "data");
        CheckAreas(program.Memory, place, "memory");
        var doorbells = program.DoorbellCycles ?? [];
        Require(doorbells.All(cycle => cycle >= 0), place, "doorbell_cycles", "a list with negative cycles", "cycles from 0 on");
        CheckRows(program.IoWrites, place, "io_writes");
        CheckRows(program.IoAccesses, place, "io_accesses");
        CheckRows(program.SleepChanges, place, "sleep_changes");
    }

    private static void CheckRows(JsonElement[][]? rows, string place, string field)
    {
        for (var k = 0; k < rows?.Length; k++)
        {
            Require(
                rows[k] is not null && rows[k].All(cell => cell.ValueKind is JsonValueKind.Number or JsonValueKind.String && IsText(cell)), place, $"{field}[{k}]", "another shape",
                "a list of numbers and texts");
        }
    }

    // Text may hold escapes that are no characters.
    private static bool IsText(JsonElement cell)
    {
        try
        {
            return cell.ToString().Length >= 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void CheckAreas(JsonElement[][] areas, string place, string field)
    {
        for (var k = 0; k < areas.Length; k++)
        {
            var area = areas[k];
            var name = $"{field}[{k}]";
            Require(
                area is [{ ValueKind: JsonValueKind.Number }, { ValueKind: JsonValueKind.String }] && IsText(area[1]), place, name, "another shape", "[address, hex bytes]");
            var text = area[1].GetString()!;
            CheckHex(text, place, name);
            Require(
                area[0].TryGetInt32(out var address) && address >= 0 && address + text.Length / 2 <= MemoryMap.SramBytes, place, name,
                area[0].ToString(), $"an area inside the SRAM of {MemoryMap.SramBytes} bytes");
        }
    }

    private static void CheckHex(string text, string place, string field) =>
        Require(text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit), place, field, "text that is not hexadecimal", "an even number of hexadecimal digits");
}
