namespace OnChipLearn.Experiments.Programs;

/// <summary>A listing as text: address, word, instruction; labels and, if wanted, source lines above what belongs to them.</summary>
public static class ListingText
{
    /// <summary>The lines of the text.</summary>
    public static IEnumerable<string> Of(IEnumerable<ListingLine> listing, bool sourceLines)
    {
        string? source = null;
        foreach (var line in listing)
        {
            if (line.Label is not null)
            {
                yield return $"{line.Address:x8} <{line.Label}>:";
            }

            if (sourceLines && line.Source != source && line.Source is not null)
            {
                yield return $"# {line.Source}";
            }

            source = line.Source;
            var parts = line.Text.Split(' ', 2);
            var text = parts.Length > 1 ? $"{parts[0],-9} {parts[1]}" : parts[0];
            var target = line.Target is null ? string.Empty : $" <{line.Target}>";
            var note = line.Note is null ? string.Empty : $"  # {line.Note}";
            yield return $"{line.Address,8:x}:  {line.Word:x8}  {text}{target}{note}";
        }
    }
}
