using System.IO.Compression;

namespace PpuSim.Isa.Tests;

/// <summary>Files of fixtures/isa.</summary>
internal static class Fixture
{
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "OnChipLearn.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine([folder?.FullName ?? throw new DirectoryNotFoundException("OnChipLearn.sln"), "fixtures", "isa", .. parts]);
    }

    public static IEnumerable<string> Lines(params string[] parts)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path(parts)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
