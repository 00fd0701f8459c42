namespace OnChipLearn.SystemTests;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("onchiplearn-").FullName;

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
