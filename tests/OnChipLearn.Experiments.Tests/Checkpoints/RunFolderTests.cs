using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests.Checkpoints;

/// <summary>A run from its manifest gives the same bytes, plots included.</summary>
public sealed class RunFolderTests
{
    [Theory]
    [InlineData("on-chip", "first-spike", "fpga-dram")]
    [InlineData("firmware-host", "first-spike", "event-fifo")]
    [InlineData("firmware-host", "event-replay", "fpga-dram")]
    [InlineData("float", "first-spike", "fpga-dram")]
    public void TwoRunsFromOneManifestWriteTheSameFiles(string engine, string rule, string path)
    {
        using var data = new SmallYinYang(40, 6, 6);
        using var first = new SmallYinYang(1, 1, 1);
        using var second = new SmallYinYang(1, 1, 1);
        var request = new TrainingRequest { Engine = engine, Rule = rule, SpikePath = path, Epochs = 2, Hidden = 40, DataFolder = data.Folder };
        Run(request, [4], first.Folder);
        var manifest = TrainingManifest.Read(TrainingRunFolder.ManifestFile(first.Folder));
        Run(manifest.Request, manifest.Seeds, second.Folder);

        var files = Directory.GetFiles(first.Folder, "*.*").Where(file => !file.EndsWith(".npy", StringComparison.Ordinal)).Select(Path.GetFileName).Order().ToArray();
        Assert.Contains("checkpoint-seed-4.bin", files);
        Assert.Contains("metrics.csv", files);
        Assert.Equal(engine != "float", files.Contains("firmware-bottom.lst"));
        Assert.Equal(engine == "on-chip", files.Contains("cycles.png"));
        Assert.All(files, file => Assert.True(
            File.ReadAllBytes(Path.Combine(first.Folder, file!)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second.Folder, file!))), file));
    }

    private static void Run(TrainingRequest request, IReadOnlyList<ulong> seeds, string path)
    {
        var experiment = new TrainingExperiment(request, seeds);
        var folder = new TrainingRunFolder(path);
        folder.Begin(TrainingManifest.Of(request, seeds, experiment.Runs));
        var result = experiment.Run(1, (seed, _, state) => folder.Keep(seed, state()));
        folder.Write(result, experiment.Runs, new { result.TestAccuracy });
    }
}
