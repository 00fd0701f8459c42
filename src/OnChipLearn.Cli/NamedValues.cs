namespace OnChipLearn.Cli;

/// <summary>Options of the form name=value.</summary>
internal static class NamedValues
{
    public static IReadOnlyDictionary<string, string> Parse(string option, IEnumerable<string> words)
    {
        var values = new Dictionary<string, string>();
        foreach (var word in words)
        {
            var split = word.IndexOf('=');
            if (split < 1)
            {
                throw new CommandLineException($"{option}: '{word}' is not of the form name=value");
            }

            values[word[..split]] = word[(split + 1)..];
        }

        return values;
    }
}
