namespace OnChipLearn.Cli.Bench;

/// <summary>The measured corpora and C programs of a checkout.</summary>
internal static class FixtureFolder
{
    private const string Name = "fixtures";

    /// <summary>The nearest one above the working folder or the program; null outside a checkout.</summary>
    public static string? Find() => Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory);

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, Name);
            if (Directory.Exists(Path.Combine(candidate, "timing")))
            {
                return candidate;
            }
        }

        return null;
    }
}
