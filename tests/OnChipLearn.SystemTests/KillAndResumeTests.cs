using System.Diagnostics;
using System.Globalization;

namespace OnChipLearn.SystemTests;

/// <summary>A run that is killed, or ended with Ctrl-C, goes on from its last checkpoint and ends with the same files as one that was left alone.</summary>
public sealed class KillAndResumeTests
{
    private const int LookMilliseconds = 20;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    /// <remarks>Epochs are enough for a run to last some seconds after its first checkpoint, also on a machine that wakes this process late.</remarks>
    [Theory]
    [InlineData("firmware-host", 24, "KILL")]
    [InlineData("on-chip", 16, "INT")]
    [InlineData("float", 60, "KILL")]
    public void ResumedRunWritesTheSameFiles(string engine, int epochs, string signal)
    {
        using var data = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        using var parts = new TemporaryFolder();
        YinYangSlice.Write(data.FullName, IsFull ? 1000 : 80, 10);
        string[] common = ["train", "--engine", engine, "--epochs", epochs.ToString(CultureInfo.InvariantCulture), "--hidden", "60", "--seed", "3", "--data", data.FullName, "--out"];
        Assert.Equal(0, ToolRun.Start([.. common, whole.FullName]).ExitCode);

        using (var process = ToolRun.Begin([.. common, parts.FullName]))
        {
            var checkpoint = Path.Combine(parts.FullName, "checkpoint-seed-3.bin");
            while (!File.Exists(checkpoint) && !process.HasExited)
            {
                Thread.Sleep(LookMilliseconds);
            }

            using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        Assert.False(File.Exists(Path.Combine(parts.FullName, "result.json")), "the run was over before it was killed");
        var resumed = ToolRun.Start("train", "--resume", parts.FullName);

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        var files = Directory.GetFiles(whole.FullName).Select(Path.GetFileName).Order().ToArray();
        Assert.Equal(files, Directory.GetFiles(parts.FullName).Select(Path.GetFileName).Order());
        Assert.All(files, file => Assert.True(
            File.ReadAllBytes(Path.Combine(whole.FullName, file!)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(parts.FullName, file!))), file));
    }

    [Fact]
    public void ADamagedCheckpointIsOneMessage()
    {
        using var data = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        YinYangSlice.Write(data.FullName, 24, 4);
        Assert.Equal(0, ToolRun.Start("train", "--engine", "float", "--epochs", "1", "--hidden", "8", "--data", data.FullName, "--out", folder.FullName).ExitCode);
        Refused("another configuration", "--hidden", "9");
        var checkpoint = Path.Combine(folder.FullName, "checkpoint-seed-0.bin");
        var bytes = File.ReadAllBytes(checkpoint);
        bytes[^1] ^= 1;
        File.WriteAllBytes(checkpoint, bytes);
        Refused("damaged");

        void Refused(string because, params string[] options)
        {
            var run = ToolRun.Start(["train", "--resume", folder.FullName, .. options]);
            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith("error: ", run.Error);
            Assert.Contains(because, run.Error);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }
    }
}
