using System.Collections.Immutable;
using System.Text.Json;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Energy;

/// <summary>
/// Reads an energy table: a JSON object with <c>standbyPower</c>, <c>standbyShares</c> (one entry per rail) and <c>perEvent</c> (one
/// entry per <see cref="Activity"/>). Every entry has <c>value</c>, <c>unit</c>, <c>uncertainty</c> (one standard deviation, same unit),
/// <c>source</c> and <c>evidence</c> (published, derived, assumed); events also name the <c>rail</c> that pays.
/// </summary>
public static class EnergyTableReader
{
    private const double ShareTolerance = 1e-6;
    // Units per SI unit: a division keeps decimal numbers exact to the last bit.
    private static readonly Dictionary<string, double> EnergyUnits = new() { ["fJ"] = 1e15, ["pJ"] = 1e12, ["nJ"] = 1e9, ["uJ"] = 1e6, ["J"] = 1 };
    private static readonly Dictionary<string, double> PowerUnits = new() { ["uW"] = 1e6, ["mW"] = 1e3, ["W"] = 1 };
    private static readonly Dictionary<string, double> ShareUnits = new() { ["1"] = 1 };

    /// <summary>Reads a table.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">Its name in messages.</param>
    public static EnergyTable Parse(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement, file);
        }
        catch (JsonException cause)
        {
            throw new BoardException($"{file}: not JSON ({cause.Message})", cause);
        }
    }

    private static EnergyTable Read(JsonElement root, string file)
    {
        var standby = Entry(Member(root, "standbyPower", file, ""), file, "standbyPower", PowerUnits, null);
        var shares = Entries(
            Member(root, "standbyShares", file, ""), file, "standbyShares", RailSpecification.All.Select(rail => rail.Name), ShareUnits, RailSpecification.Find);
        var sum = shares.Sum(share => share.Value);
        if (Math.Abs(sum - 1) > ShareTolerance)
        {
            throw new BoardException($"{file}: standbyShares: sum {sum}, expected 1");
        }

        var names = Enum.GetNames<Activity>().Select(JsonNamingPolicy.CamelCase.ConvertName);
        var events = Entries(Member(root, "perEvent", file, ""), file, "perEvent", names, EnergyUnits, null);
        return new EnergyTable(file, standby, shares, events);
    }

    private static ImmutableArray<EnergyEntry> Entries(
        JsonElement group, string file, string path, IEnumerable<string> names, Dictionary<string, double> units, Func<string, RailSpecification?>? railOfName)
    {
        var known = names.ToList();
        foreach (var member in group.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new BoardException($"{file}: {path}.{member.Name}: unknown, expected one of {string.Join(", ", known)}");
            }
        }

        return [.. known.Select(name => Entry(Member(group, name, file, path + "."), file, $"{path}.{name}", units, railOfName?.Invoke(name)))];
    }

    private static EnergyEntry Entry(JsonElement entry, string file, string path, Dictionary<string, double> units, RailSpecification? rail)
    {
        var unit = Text(entry, "unit", file, path);
        if (!units.TryGetValue(unit, out var perUnit))
        {
            throw new BoardException($"{file}: {path}.unit: \"{unit}\", expected one of {string.Join(", ", units.Keys)}");
        }

        var evidenceText = Text(entry, "evidence", file, path);
        if (!Enum.TryParse<Evidence>(evidenceText, ignoreCase: true, out var evidence) || !Enum.IsDefined(evidence))
        {
            throw new BoardException($"{file}: {path}.evidence: \"{evidenceText}\", expected published, derived or assumed");
        }

        if (rail is null && units == EnergyUnits)
        {
            var name = Text(entry, "rail", file, path);
            rail = RailSpecification.Find(name)
                ?? throw new BoardException($"{file}: {path}.rail: \"{name}\", expected one of {string.Join(", ", RailSpecification.All.Select(known => known.Name))}");
        }

        return new EnergyEntry(
            Number(entry, "value", file, path) / perUnit,
            Number(entry, "uncertainty", file, path) / perUnit,
            Text(entry, "source", file, path),
            evidence,
            rail?.Rail ?? default);
    }

    private static JsonElement Member(JsonElement parent, string name, string file, string prefix)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var member))
        {
            throw new BoardException($"{file}: {prefix}{name}: missing, expected an object");
        }

        return member.ValueKind == JsonValueKind.Object
            ? member
            : throw new BoardException($"{file}: {prefix}{name}: {member.GetRawText()}, expected an object");
    }

    private static string Text(JsonElement entry, string name, string file, string path) =>
        entry.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 } text
            ? text
            : throw new BoardException($"{file}: {path}.{name}: missing or empty, expected text");

    private static double Number(JsonElement entry, string name, string file, string path)
    {
        if (!entry.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.Number)
        {
            throw new BoardException($"{file}: {path}.{name}: missing, expected a number");
        }

        var value = member.GetDouble();
        return double.IsFinite(value) && value >= 0 ? value : throw new BoardException($"{file}: {path}.{name}: {member.GetRawText()}, expected 0 or more");
    }
}
