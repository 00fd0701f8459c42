using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PpuSim.Timing;

namespace PpuSim.Profiling.Export;

/// <summary>Everything but the timeline as one JSON object, camelCase; stall causes that did not occur are left out.</summary>
public sealed class JsonExporter : IProfileExporter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <inheritdoc/>
    public string Format => "json";

    /// <inheritdoc/>
    public void Write(Profile profile, ProfileView view, TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(Document(profile), Options));

    private static object Document(Profile profile) => new
    {
        profile.Program,
        profile.Total.Cycles,
        profile.Total.Issues,
        Instructions = profile.Total.Executions,
        Stalls = Stalls(profile.Total),
        Functions = profile.Functions.Select(f => new
        {
            f.Name, f.Address, f.Counts.Cycles, f.InclusiveCycles, f.Calls, f.Counts.Issues, f.Counts.Executions, Stalls = Stalls(f.Counts),
        }),
        Lines = profile.Lines.Select(l => new { l.File, l.Line, l.Counts.Cycles, l.Counts.Issues, l.Counts.Executions, Stalls = Stalls(l.Counts) }),
        Code = profile.Instructions.Select(i => new
        {
            i.Address, i.Word, i.Mnemonic, i.Text, i.Function, i.File, Line = i.File is null ? (int?)null : i.Line, i.Counts.Cycles, i.Counts.Issues, i.Counts.Executions,
            Stalls = Stalls(i.Counts),
        }),
        Opcodes = profile.Opcodes.Select(o => new
        {
            o.Mnemonic, o.Counts.Cycles, o.Counts.Issues, o.Counts.Executions, o.SaturatedElements, Stalls = Stalls(o.Counts),
        }),
        Paths = profile.Paths.Select(p => new { p.Functions, p.Counts.Cycles, p.Counts.Issues, p.Counts.Executions, Stalls = Stalls(p.Counts) }),
    };

    private static Dictionary<string, long> Stalls(CycleCounts counts) =>
        Enum.GetValues<StallCause>()
            .Where(cause => cause != StallCause.Count && counts.Stall(cause) > 0)
            .ToDictionary(Profile.NameOf, counts.Stall);
}
