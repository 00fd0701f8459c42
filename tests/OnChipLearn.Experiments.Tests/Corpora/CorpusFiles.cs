using OnChipLearn.Experiments.Corpora;

namespace OnChipLearn.Experiments.Tests.Corpora;

/// <summary>The corpora of fixtures/timing, read once.</summary>
internal static class CorpusFiles
{
    public const string Programs = "rtl-programs.jsonl.gz";
    public const string Configurations = "rtl-configurations.jsonl.gz";
    public const string Interrupts = "rtl-extra-interrupts.jsonl.gz";
    public const string Mixed = "rtl-extra-mixed.jsonl.gz";
    public const string Vectors = "nux-timing-vectors.json.gz";

    private static readonly Dictionary<string, IReadOnlyList<CorpusProgram>> Read = [];

    /// <summary>True when the counts of the issue are asked for instead of the reduced ones.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    public static IReadOnlyList<CorpusProgram> Of(string name)
    {
        lock (Read)
        {
            return Read.TryGetValue(name, out var programs) ? programs : Read[name] = [.. CorpusReader.Read(Path(name))];
        }
    }

    public static string Path(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "OnChipLearn.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("OnChipLearn.sln"), "fixtures", "timing", name);
    }
}
