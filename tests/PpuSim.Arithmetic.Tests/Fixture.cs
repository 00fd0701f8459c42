namespace PpuSim.Arithmetic.Tests;

/// <summary>Files of fixtures/isa/vector.</summary>
internal static class Fixture
{
    public static string Path(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "OnChipLearn.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("OnChipLearn.sln"), "fixtures", "isa", "vector", name);
    }
}
