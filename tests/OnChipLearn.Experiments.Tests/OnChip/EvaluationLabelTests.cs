using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Trials;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>
/// Labels of validation and test samples reach only the counting code: two runs that differ in nothing but these labels end with the same bytes in
/// all memory of both processors and all synapses, except where counters and the last record lie.
/// </summary>
public sealed class EvaluationLabelTests
{
    private const ulong Seed = 2;

    // What may differ: counts, times (counting a right answer takes some cycles), the label of the record that was read last, that record's words.
    private static readonly string[] Allowed =
    [
        nameof(EpochReport) + "." + nameof(EpochReport.Ring), nameof(EpochReport) + ".Running", nameof(TrialRecord) + "." + nameof(TrialRecord.Label),
        nameof(DramAcquisition) + ".Words", nameof(PhaseTimes) + "." + nameof(PhaseTimes.Sums), nameof(PhaseTimes) + ".mark",
    ];

    [Theory]
    [InlineData("fpga-dram")]
    [InlineData("event-fifo")]
    public void NothingButCountsDependsOnThem(string path)
    {
        var (first, firstMetrics) = Run(path, trainingTurn: 0, evaluationTurn: 0);
        var (second, secondMetrics) = Run(path, trainingTurn: 0, evaluationTurn: 1);

        Assert.Equal(firstMetrics.Select(TrainingOnly), secondMetrics.Select(TrainingOnly));
        Assert.NotEqual(firstMetrics[^1], secondMetrics[^1]);
        for (var processor = 0; processor < 2; processor++)
        {
            Assert.Equal(Memory(first, processor), Memory(second, processor));
            Assert.Equal(Synapses(first, processor), Synapses(second, processor));
        }
    }

    [Fact]
    public void TrainingLabelsChangeTheMemory()
    {
        var (first, _) = Run("fpga-dram", trainingTurn: 0, evaluationTurn: 0);
        var (second, _) = Run("fpga-dram", trainingTurn: 1, evaluationTurn: 0);

        Assert.NotEqual(Memory(first, 0), Memory(second, 0));
        Assert.NotEqual(Synapses(first, 1), Synapses(second, 1));
    }

    private static (OnChipRun Run, List<EpochMetrics> Metrics) Run(string path, int trainingTurn, int evaluationTurn)
    {
        using var data = new SmallYinYang(64, 16, 16, trainingTurn, evaluationTurn);
        var request = new TrainingRequest { SpikePath = path, Epochs = 2, DataFolder = data.Folder };
        var setup = new FirmwareSetup(request, Seed);
        var run = new OnChipRun(setup, CorePreset.HicannX.Core);
        var training = new FirmwareTrainingRun(setup, run);
        return (run, [.. Enumerable.Range(0, request.Epochs).Select(_ => training.RunEpoch())]);
    }

    private static EpochMetrics TrainingOnly(EpochMetrics metrics) => metrics with { ValidationAccuracy = 0, TestAccuracy = 0 };

    private static byte[] Memory(OnChipRun run, int processor)
    {
        var bytes = run.Core(processor).Sram.Bytes.ToArray();
        foreach (var symbol in Allowed.Select(name => FirmwareImages.FirstSpike.Find(processor, name)).OfType<PpuSim.Image.Symbol>())
        {
            bytes.AsSpan((int)symbol.Address, (int)symbol.Size).Clear();
        }

        return bytes;
    }

    private static byte[] Synapses(OnChipRun run, int hemisphere) =>
        [.. Enumerable.Range(0, OnChipLearn.Analog.ArrayGeometry.Rows).SelectMany(row =>
            run.Chip.Analog[hemisphere].Synapses.Row(OnChipLearn.Analog.Synapses.SynapseField.Weight, row).ToArray())];
}
