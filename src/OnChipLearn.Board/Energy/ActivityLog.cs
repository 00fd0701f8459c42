using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OnChipLearn.Board.Energy;

/// <summary>
/// Activity on file, one JSON object per line:
/// <c>{"untilNanoseconds":30000,"owner":"inference","counts":{"inference":{"synapticEvents":4800}},"finished":{"inference":1}}</c>.
/// Phases and counters that are left out are 0. An interval that belongs to several phases also has
/// <c>"nanoseconds":{"training":20000,"inference":10000}</c>, the time that each owns.
/// </summary>
public static class ActivityLog
{
    private static readonly Dictionary<string, Activity> Activities =
        Enum.GetValues<Activity>().ToDictionary(activity => JsonNamingPolicy.CamelCase.ConvertName(activity.ToString()));

    private static readonly Dictionary<string, EnergyPhase> Phases =
        Enum.GetValues<EnergyPhase>().ToDictionary(phase => JsonNamingPolicy.CamelCase.ConvertName(phase.ToString()));

    /// <summary>One line of the file, without its end.</summary>
    public static string Write(ActivityInterval interval)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("untilNanoseconds", interval.UntilNanoseconds);
            json.WriteString("owner", JsonNamingPolicy.CamelCase.ConvertName(interval.Owner.ToString()));
            if (Phases.Values.Any(phase => interval.Owned(phase) != 0))
            {
                json.WriteStartObject("nanoseconds");
                foreach (var (phaseName, phase) in Phases.Where(pair => interval.Owned(pair.Value) != 0))
                {
                    json.WriteNumber(phaseName, interval.Owned(phase));
                }

                json.WriteEndObject();
            }

            json.WriteStartObject("counts");
            foreach (var (phaseName, phase) in Phases.Where(pair => interval.Counts(pair.Value) != default))
            {
                json.WriteStartObject(phaseName);
                foreach (var (name, activity) in Activities.Where(pair => interval.Counts(phase)[pair.Value] != 0))
                {
                    json.WriteNumber(name, interval.Counts(phase)[activity]);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("finished");
            foreach (var (phaseName, phase) in Phases.Where(pair => interval.Finished(pair.Value) != 0))
            {
                json.WriteNumber(phaseName, interval.Finished(phase));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The intervals of a file, read as they are asked for.</summary>
    public static IEnumerable<ActivityInterval> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0)
            {
                yield return Parse(line, path + ":" + number.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Reads one line; <paramref name="place"/> names it in messages.</summary>
    public static ActivityInterval Parse(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var interval = new ActivityInterval(Number(Member(root, "untilNanoseconds", place), "untilNanoseconds", place), Phase(Member(root, "owner", place).ToString(), "owner", place));
            foreach (var (phase, counts) in Groups(root, "counts", place))
            {
                foreach (var count in counts.EnumerateObject())
                {
                    if (!Activities.TryGetValue(count.Name, out var activity))
                    {
                        throw new BoardException($"{place}: counts.{count.Name}: unknown, expected one of {string.Join(", ", Activities.Keys)}");
                    }

                    interval.Counts(phase)[activity] = Number(count.Value, count.Name, place);
                }
            }

            foreach (var (phase, value) in Groups(root, "nanoseconds", place))
            {
                interval.Owned(phase) = Number(value, "nanoseconds", place);
            }

            foreach (var (phase, value) in Groups(root, "finished", place))
            {
                interval.Finished(phase) = Number(value, "finished", place);
            }

            return interval;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new BoardException($"{place}: not an activity interval ({cause.Message})", cause);
        }
    }

    private static IEnumerable<(EnergyPhase Phase, JsonElement Value)> Groups(JsonElement root, string name, string place) =>
        root.TryGetProperty(name, out var group)
            ? group.EnumerateObject().Select(member => (Phase(member.Name, name, place), member.Value))
            : [];

    private static JsonElement Member(JsonElement root, string name, string place) =>
        root.TryGetProperty(name, out var member) ? member : throw new BoardException($"{place}: {name}: missing");

    private static EnergyPhase Phase(string name, string field, string place) =>
        Phases.TryGetValue(name, out var phase)
            ? phase
            : throw new BoardException($"{place}: {field}: \"{name}\", expected one of {string.Join(", ", Phases.Keys)}");

    private static long Number(JsonElement element, string name, string place) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= 0
            ? value
            : throw new BoardException($"{place}: {name}: {element.GetRawText()}, expected a whole number of 0 or more");
}
