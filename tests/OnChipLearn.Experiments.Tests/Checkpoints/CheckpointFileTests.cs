using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests.Checkpoints;

/// <summary>Checkpoints that cannot be used are refused with one message that says why.</summary>
public sealed class CheckpointFileTests
{
    private static readonly TrainingRequest Request = new() { Engine = "firmware-host", Epochs = 2, Hidden = 16 };

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(-1)]
    public void ADamagedByteIsRefused(int place)
    {
        using var folder = new SmallYinYang(1, 1, 1);
        var file = WriteAfterFirstEpoch(folder.Folder);
        var bytes = File.ReadAllBytes(file);
        bytes[place < 0 ? ^1 : place] ^= 4;
        File.WriteAllBytes(file, bytes);

        Assert.StartsWith(file, Assert.Throws<CheckpointException>(() => CheckpointFile.Read(file)).Message);
    }

    [Fact]
    public void ATruncatedFileIsRefused()
    {
        using var folder = new SmallYinYang(1, 1, 1);
        var file = WriteAfterFirstEpoch(folder.Folder);
        var bytes = File.ReadAllBytes(file);
        foreach (var length in new[] { 0, 5, 30, 60, bytes.Length - 1 })
        {
            File.WriteAllBytes(file, bytes[..length]);
            Assert.Throws<CheckpointException>(() => CheckpointFile.Read(file));
        }
    }

    [Fact]
    public void ACheckpointOfAnotherConfigurationIsRefused()
    {
        using var folder = new SmallYinYang(24, 4, 4);
        WriteAfterFirstEpoch(folder.Folder);
        var request = Request with { DataFolder = folder.Folder };

        Assert.Equal(2, new TrainingExperiment(request, [1], folder.Folder).Run(1, static (_, _, _) => { }).Seeds[0].Epochs.Count);
        Refused("hidden", request with { Hidden = 17 });
        Refused("epochs", request with { Epochs = 3 });
        Refused("chip", request with { Chip = "ideal" });
        Refused("spikePath", request with { SpikePath = "event-fifo" });
        Refused("engine", request with { Engine = "on-chip" });
        Refused("dataSha256", request with { DataFolder = TrainingRequest.DefaultDataFolder });

        void Refused(string name, TrainingRequest other) => Assert.Contains(
            name, Assert.Throws<CheckpointException>(() => new TrainingExperiment(other, [1], folder.Folder)).Message);
    }

    [Fact]
    public void AFileIsReplacedWholeOrNotAtAll()
    {
        using var folder = new SmallYinYang(1, 1, 1);
        var file = WriteAfterFirstEpoch(folder.Folder);
        var before = File.ReadAllBytes(file);

        // What a process that is killed while writing leaves: a part of the next file under another name.
        File.WriteAllBytes(file + ".partial", before[..100]);
        Assert.Single(CheckpointFile.Read(file).Epochs);
        CheckpointFile.Write(file, CheckpointFile.Read(file));
        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.False(File.Exists(file + ".partial"));
    }

    private static string WriteAfterFirstEpoch(string folder)
    {
        using var data = new SmallYinYang(24, 4, 4);
        var stopped = new TrainingExperiment(Request with { DataFolder = data.Folder }, [1]);
        stopped.Run(1, (seed, epoch, state) =>
        {
            if (epoch.Epoch == 1)
            {
                CheckpointFile.Write(CheckpointFile.Path(folder, seed), state());
            }
        });
        return CheckpointFile.Path(folder, 1);
    }
}
