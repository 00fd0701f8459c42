namespace OnChipLearn.SystemTests;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OnChipLearn.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("OnChipLearn.sln not found above " + AppContext.BaseDirectory);
    }
}
