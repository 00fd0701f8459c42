using System.Text;
using System.Text.Json;

namespace PpuSim.Profiling.Export;

/// <summary>
/// A "sampled" profile in the file format of speedscope.app: one sample per stretch of time on one call path, weighted by its cycles; in order of time if the
/// run kept it, else one sample per call path.
/// </summary>
/// <remarks>Source: the format's published JSON schema.</remarks>
public sealed class SpeedscopeExporter : IProfileExporter
{
    private const string Schema = "https://www.speedscope.app/file-format-schema.json";

    /// <inheritdoc/>
    public string Format => "speedscope";

    /// <inheritdoc/>
    public void Write(Profile profile, ProfileView view, TextWriter writer)
    {
        var samples = profile.Timeline ?? [.. profile.Paths.Select(path => new TimelineSegment(path.Functions, path.Counts.Cycles))];
        var frames = samples.SelectMany(sample => sample.Functions).Distinct().ToArray();
        var indices = frames.Index().ToDictionary(frame => frame.Item, frame => frame.Index);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("name", profile.Program);
            WriteFrames(json, frames);
            WriteProfile(json, profile, samples, indices);
            json.WriteEndObject();
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteFrames(Utf8JsonWriter json, string[] frames)
    {
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (var frame in frames)
        {
            json.WriteStartObject();
            json.WriteString("name", frame);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, Profile profile, IReadOnlyList<TimelineSegment> samples, Dictionary<string, int> indices)
    {
        json.WriteStartArray("profiles");
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", profile.Program + " (cycles)");
        json.WriteString("unit", "none");
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", profile.Total.Cycles);
        json.WriteStartArray("samples");
        foreach (var sample in samples)
        {
            json.WriteStartArray();
            foreach (var function in sample.Functions)
            {
                json.WriteNumberValue(indices[function]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var sample in samples)
        {
            json.WriteNumberValue(sample.Cycles);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
