namespace PpuSim.Image.Tests;

/// <summary>A file for tools that only read files; deleted at the end of the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ppu-image").FullName;

    public TemporaryFile(string name, byte[] contents)
    {
        Path = System.IO.Path.Combine(folder, name);
        File.WriteAllBytes(Path, contents);
    }

    public string Path { get; }

    public string Sibling(string name) => System.IO.Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
