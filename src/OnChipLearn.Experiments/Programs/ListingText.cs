namespace OnChipLearn.Experiments.Programs;

/// <summary>A listing as text: address, word, instruction; labels and, if wanted, source lines above what belongs to them.</summary>
public static class ListingText
{
    /// <summary>The lines of the text.</summary>
    /// <param name="listing">Words of a program.</param>
    /// <param name="sourceLines">With file and line.</param>
    /// <param name="texts">Gives the source itself, too.</param>
    public static IEnumerable<string> Of(IEnumerable<ListingLine> listing, bool sourceLines, SourceTexts? texts = null)
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
                yield return texts?.Find(line.Source) is { Length: > 0 } text ? $"# {line.Source}  {text}" : $"# {line.Source}";
            }

            source = line.Source;
            var parts = line.Text.Split(' ', 2);
            var instruction = parts.Length > 1 ? $"{parts[0],-9} {parts[1]}" : parts[0];
            var target = line.Target is null ? string.Empty : $" <{line.Target}>";
            var note = line.Note is null ? string.Empty : $"  # {line.Note}";
            yield return $"{line.Address,8:x}:  {line.Word:x8}  {instruction}{target}{note}";
        }
    }
}
