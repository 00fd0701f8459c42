namespace OnChipLearn.EventProp.Tests;

/// <summary>Finds the data that came with the checkout.</summary>
internal static class Fixtures
{
    /// <summary>The folder of the published Yin-Yang arrays.</summary>
    public static string YinYang { get; } = Find(Path.Combine("fixtures", "tasks", "yin-yang"));

    private static string Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        throw new DirectoryNotFoundException($"{relative} not found above {AppContext.BaseDirectory}");
    }
}
