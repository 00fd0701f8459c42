using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests.Checkpoints;

/// <summary>Firmware runs that stop and go on: the same weights, metrics and costs as without the stop.</summary>
public sealed class FirmwareCheckpointTests
{
    private const ulong Seed = 5;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Theory]
    [InlineData("firmware-host", "fpga-dram")]
    [InlineData("firmware-host", "event-fifo")]
    [InlineData("on-chip", "fpga-dram")]
    [InlineData("on-chip", "event-fifo")]
    public void ResumedRunEqualsUninterruptedRun(string engine, string path)
    {
        using var data = new SmallYinYang(IsFull ? 1000 : 70, 12, 12);
        using var folder = new SmallYinYang(1, 1, 1);
        var request = new TrainingRequest { Engine = engine, SpikePath = path, Epochs = 3, DataFolder = data.Folder };
        var states = new List<byte[]>();
        var whole = new TrainingExperiment(request, [Seed]);
        var expected = whole.Run(1, (seed, _, state) =>
        {
            var checkpoint = state();
            states.Add(checkpoint.State);
            if (checkpoint.Epochs.Count == 1)
            {
                CheckpointFile.Write(CheckpointFile.Path(folder.Folder, seed), checkpoint);
            }
        });

        var resumed = new TrainingExperiment(request, [Seed], folder.Folder);
        var resumedStates = new List<byte[]>();
        var actual = resumed.Run(1, (_, _, state) => resumedStates.Add(state().State));

        Assert.Equal(2, resumedStates.Count);
        Assert.Equal(expected.Seeds[0].Epochs, actual.Seeds[0].Epochs);
        Assert.Equal(expected.Seeds[0].EpochCosts, actual.Seeds[0].EpochCosts);
        Assert.Equal(expected.Seeds[0].Costs.ChipSeconds, actual.Seeds[0].Costs.ChipSeconds);
        Assert.Equal(expected.Seeds[0].Costs.OnChip!.Phases, actual.Seeds[0].Costs.OnChip!.Phases);
        Assert.Equal(ResultJson.Write(expected.Seeds[0].Costs.Energy), ResultJson.Write(actual.Seeds[0].Costs.Energy));
        Assert.True(states[2].AsSpan().SequenceEqual(resumedStates[1]), "the whole state after the last epoch differs");
        Assert.Equal(Weights(whole.Runs[0]), Weights(resumed.Runs[0]));
    }

    private static byte[] Weights(ITrainingRun run)
    {
        var chip = ((FirmwareTrainingRun)run).Firmware.Chip;
        return [.. Enumerable.Range(0, 2).SelectMany(hemisphere => Enumerable.Range(0, 256)
            .SelectMany(row => chip.Analog[hemisphere].Synapses.Row(OnChipLearn.Analog.Synapses.SynapseField.Weight, row).ToArray()))];
    }
}
