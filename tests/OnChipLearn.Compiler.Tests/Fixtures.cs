namespace OnChipLearn.Compiler.Tests;

/// <summary>Files of the repository's folder fixtures, found from where the tests run.</summary>
internal static class Fixtures
{
    public static string Path(params string[] parts)
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(System.IO.Path.Combine(folder, "fixtures", "compiler")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("fixtures/compiler");
        }

        return System.IO.Path.Combine([folder, "fixtures", .. parts]);
    }
}
