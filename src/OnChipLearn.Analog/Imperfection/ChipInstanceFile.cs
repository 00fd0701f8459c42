using System.Text.Json;

namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// JSON form of a chip instance: <c>{"seed": 3, "preset": "typical", "imperfection": {"thresholdSigma": 0.05}}</c>.
/// Fields of "imperfection" replace those of the preset; all fields but "seed" and "preset" are optional, unknown ones are refused.
/// </summary>
public static class ChipInstanceFile
{
    /// <summary>Text of a chip instance; fields equal to the preset's are left out.</summary>
    public static string Write(ChipInstance chip)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("seed", chip.Seed);
            json.WriteString("preset", chip.Preset.ToString().ToLowerInvariant());
            Dictionary<string, double> preset = ImperfectionPresets.Settings(chip.Preset).Fields().ToDictionary(f => f.Name, f => f.Value);
            (string Name, double Value, double Limit)[] changed = chip.Settings.Fields().Where(f => f.Value != preset[f.Name]).ToArray();
            if (changed.Length > 0)
            {
                json.WriteStartObject("imperfection");
                foreach ((string name, double value, _) in changed)
                {
                    json.WriteNumber(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads a chip instance.</summary>
    /// <param name="text">JSON text.</param>
    /// <param name="source">File name for errors.</param>
    /// <exception cref="AnalogInputException">Not JSON, a field missing, unknown or out of range.</exception>
    public static ChipInstance Read(string text, string source)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new AnalogInputException(source, $"line {error.LineNumber + 1}", "no JSON", "a JSON object with seed and preset");
        }

        using (document)
        {
            return Read(document.RootElement, source);
        }
    }

    /// <summary>Reads a chip instance from a JSON element.</summary>
    /// <exception cref="AnalogInputException">A field is missing, unknown or out of range.</exception>
    public static ChipInstance Read(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new AnalogInputException(source, "(root)", root.ValueKind.ToString(), "a JSON object with seed and preset");
        }

        ulong? seed = null;
        ImperfectionPreset? preset = null;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "seed":
                    if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetUInt64(out ulong number))
                    {
                        throw new AnalogInputException(source, "seed", property.Value.GetRawText(), "0..18446744073709551615");
                    }

                    seed = number;
                    break;
                case "preset":
                    preset = ParsePreset(property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText(), source);
                    break;
                case "imperfection":
                    break;
                default:
                    throw new AnalogInputException(source, property.Name, "unknown field", "seed, preset, imperfection");
            }
        }

        ulong chosenSeed = seed ?? throw new AnalogInputException(source, "seed", "nothing", "0..18446744073709551615");
        ImperfectionPreset chosenPreset = preset ?? throw new AnalogInputException(source, "preset", "nothing", "ideal, typical, harsh");
        ImperfectionSettings settings = ImperfectionPresets.Settings(chosenPreset);
        if (root.TryGetProperty("imperfection", out JsonElement changes))
        {
            if (changes.ValueKind != JsonValueKind.Object)
            {
                throw new AnalogInputException(source, "imperfection", changes.GetRawText(), "a JSON object");
            }

            foreach (JsonProperty change in changes.EnumerateObject())
            {
                if (change.Value.ValueKind != JsonValueKind.Number || !change.Value.TryGetDouble(out double value))
                {
                    throw new AnalogInputException(source, $"imperfection.{change.Name}", change.Value.GetRawText(), "a number");
                }

                settings = settings.With(source, change.Name, value);
            }
        }

        settings.Validate(source);
        return new ChipInstance(chosenSeed, chosenPreset, settings);
    }

    /// <summary>Preset of a name as used in files and options.</summary>
    /// <exception cref="AnalogInputException">No preset has this name.</exception>
    public static ImperfectionPreset ParsePreset(string name, string source) => name switch
    {
        "ideal" => ImperfectionPreset.Ideal,
        "typical" => ImperfectionPreset.Typical,
        "harsh" => ImperfectionPreset.Harsh,
        _ => throw new AnalogInputException(source, "preset", name, "ideal, typical, harsh"),
    };
}
