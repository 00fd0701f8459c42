using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary><c>train</c> and <c>gradcheck</c> as a script uses them.</summary>
public sealed class TrainCommandTests
{
    [Theory]
    [InlineData("float")]
    [InlineData("event-driven")]
    [InlineData("in-the-loop")]
    [InlineData("surrogate")]
    public void OneEpochWritesTheRunFolderAndTheJsonFields(string engine)
    {
        using var folder = new TemporaryFolder();
        var run = ToolRun.Start("train", "--engine", engine, "--epochs", "1", "--hidden", "24", "--json", "--out", folder.FullName);

        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        Assert.InRange(json.RootElement.GetProperty("testAccuracy").GetDouble(), 0.3, 1);
        foreach (var field in new[] { "sramBytes", "learningCyclesPerSample", "trainingSamplesPerSecond", "spikesPerSample", "chipSeconds", "wallSeconds" })
        {
            Assert.True(json.RootElement.TryGetProperty(field, out _), field);
        }

        foreach (var file in new[] { "manifest.json", "metrics.csv", "result.json", "checkpoint-seed-0.bin", "learning-curve.png", "decision-map.png" })
        {
            Assert.True(File.Exists(Path.Combine(folder.FullName, file)), file);
        }
    }

    [Fact]
    public void ResumedRunEqualsUninterruptedRunBitForBit()
    {
        using var whole = new TemporaryFolder();
        using var parts = new TemporaryFolder();
        string[] common = ["train", "--engine", "float", "--hidden", "24", "--seeds", "2", "--out"];
        Assert.Equal(0, ToolRun.Start([.. common, whole.FullName, "--epochs", "3", "--threads", "2"]).ExitCode);
        Assert.Equal(0, ToolRun.Start([.. common, parts.FullName, "--epochs", "1"]).ExitCode);
        Assert.Equal(0, ToolRun.Start([.. common, parts.FullName, "--epochs", "3", "--resume", parts.FullName]).ExitCode);

        foreach (var file in new[] { "checkpoint-seed-0.bin", "checkpoint-seed-1.bin" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.FullName, file)), File.ReadAllBytes(Path.Combine(parts.FullName, file)));
        }
    }

    [Fact]
    public void AccuracyBelowTheRequiredGivesExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        var run = ToolRun.Start("train", "--engine", "float", "--epochs", "1", "--hidden", "8", "--require", "1", "--out", folder.FullName);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("engine", "train", "--engine", "analogue")]
    [InlineData("epochs", "train", "--epochs", "0")]
    [InlineData("epochs", "train", "--epochs", "many")]
    [InlineData("hidden", "train", "--hidden", "-1")]
    [InlineData("learning rate", "train", "--learning-rate", "NaN")]
    [InlineData("batch", "train", "--batch", "0")]
    [InlineData("seeds", "train", "--seeds", "0")]
    [InlineData("name=value", "train", "--set", "horizon")]
    [InlineData("no-such-option", "train", "--set", "no-such-option=1")]
    [InlineData("horizon", "train", "--set", "horizon=NaN")]
    [InlineData("rows-per-input", "train", "--engine", "in-the-loop", "--set", "rows-per-input=0.5")]
    [InlineData("train_samples.npy", "train", "--data", "/no/such/folder")]
    [InlineData("checkpoint-seed-0.bin", "train", "--resume", "/no/such/folder")]
    [InlineData("engine", "gradcheck", "--engine", "analogue")]
    [InlineData("samples", "gradcheck", "--engine", "float", "--samples", "0")]
    [InlineData("rounds", "bench", "--rounds", "0")]
    [InlineData("seeds", "observe", "--seeds", "0")]
    [InlineData("time-unit-us", "nir", "show", "/no/such/file", "--time-unit-us", "0")]
    [InlineData("/no/such/file", "nir", "show", "/no/such/file")]
    public void BadInputGivesOneMessageAndExitCodeTwo(string named, params string[] arguments)
    {
        var run = ToolRun.Start(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(named, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void GradcheckPrintsTheCosines()
    {
        var run = ToolRun.Start("gradcheck", "--engine", "float", "--networks", "12", "--samples", "50", "--hidden", "24", "--epochs", "1", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        Assert.InRange(json.RootElement.GetProperty("cosine").GetProperty("hidden").GetDouble(), 1 - 1e-9, 1 + 1e-9);
        Assert.InRange(json.RootElement.GetProperty("cosine").GetProperty("output").GetDouble(), 1 - 1e-9, 1 + 1e-9);
    }
}
