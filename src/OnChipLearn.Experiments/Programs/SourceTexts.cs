using System.Globalization;

namespace OnChipLearn.Experiments.Programs;

/// <summary>The text of source lines, where the files are still in their place.</summary>
public sealed class SourceTexts
{
    private readonly Dictionary<string, string[]> files = [];

    /// <summary>The line without its indentation, or null.</summary>
    /// <param name="source">File, colon, number of the line from 1.</param>
    public string? Find(string source)
    {
        var colon = source.LastIndexOf(':');
        var file = source[..colon];
        var number = int.Parse(source.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        if (!files.TryGetValue(file, out var lines))
        {
            files[file] = lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        }

        return number >= 1 && number <= lines.Length ? lines[number - 1].Trim() : null;
    }
}
