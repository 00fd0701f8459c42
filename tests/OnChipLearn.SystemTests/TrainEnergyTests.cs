using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary>A training on the chip as a user measures it: the run folder's log through the board's monitors.</summary>
public sealed class TrainEnergyTests
{
    // Long enough that the time before the monitors' first conversions, for which the first reading has to stand, does not matter.
    private const int Training = 1600;
    private const int Evaluation = 20;

    [Fact]
    public void MonitorsOfATrainingRunAgreeWithItsCounters()
    {
        using var data = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        YinYangSlice.Write(data.FullName, Training, Evaluation);
        var run = ToolRun.Start("train", "--engine", "on-chip", "--epochs", "1", "--data", data.FullName, "--json", "--out", folder.FullName);

        Assert.True(run.ExitCode == 0, run.Error);
        using var summary = JsonDocument.Parse(run.Output);
        double Field(string name) => summary.RootElement.GetProperty(name).GetDouble();
        Assert.InRange(Field("inferenceJoules"), 1e-6, 30e-6);
        Assert.InRange(Field("learningJoules"), 0.05e-6, 2e-6);
        Assert.InRange(Field("trainingSampleSigmaJoules") / Field("trainingSampleJoules"), 0.02, 0.3);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "rail-power.png")));
        using var energy = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "energy.json")));
        var counted = energy.RootElement.GetProperty("seeds")[0].GetProperty("energy");
        Assert.Equal(Training, counted.GetProperty("trainingSample").GetProperty("samples").GetInt64());
        var seconds = counted.GetProperty("run").GetProperty("seconds").GetDouble();

        var milliseconds = (seconds * 1e3).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var monitor = ToolRun.Start("board", "monitor", "--activity", Path.Combine(folder.FullName, "activity-seed-0.jsonl"), "--milliseconds", milliseconds, "--json");

        Assert.True(monitor.ExitCode == 0, monitor.Error + monitor.Output);
        using var json = JsonDocument.Parse(monitor.Output);
        var result = json.RootElement.GetProperty("result");
        Assert.True(result.GetProperty("agrees").GetBoolean());
        Assert.Equal(counted.GetProperty("run").GetProperty("joules").GetDouble(), result.GetProperty("energy").GetProperty("joules").GetDouble(), 1e-12);
        Assert.Equal(Field("trainingSampleJoules"), result.GetProperty("trainingSampleJoules").GetDouble(), 1e-15);
    }

    [Fact]
    public void ABadTableIsOneMessage()
    {
        var run = ToolRun.Start("train", "--energy-table", "README.md");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("README.md", run.Error);
    }
}
