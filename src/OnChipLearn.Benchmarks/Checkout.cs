namespace OnChipLearn.Benchmarks;

/// <summary>Finds files of the checkout from the folders in which benchmarks are built and run.</summary>
internal static class Checkout
{
    private const string Root = "OnChipLearn.sln";

    /// <param name="path">Path inside the checkout.</param>
    public static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, Root)))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException(Root), path);
    }
}
