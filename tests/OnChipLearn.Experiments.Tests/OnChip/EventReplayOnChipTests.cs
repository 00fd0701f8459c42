using OnChipLearn.Device;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.EventReplay;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>Rule EventReplay on the host CLR and on the simulated processors, feed-forward and recurrent, and what it refuses.</summary>
public sealed class EventReplayOnChipTests
{
    private const int SramBytes = 16_384;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Theory]
    [InlineData("ideal", "fpga-dram", 0)]
    [InlineData("typical", "fpga-dram", 16)]
    [InlineData("typical", "event-fifo", 16)]
    public void WeightsAndMetricsAreIdentical(string chip, string path, int recurrent)
    {
        var request = Request(recurrent) with { Chip = chip, SpikePath = path, Epochs = 2 };
        var data = YinYang.Load(request.DataFolder, new LatencyEncoding()).Take(IsFull ? 1000 : 70, 10, 10);

        var hostSetup = new FirmwareSetup(request, 3, data);
        var host = new HostFirmwareRun(hostSetup);
        var hostRun = new FirmwareTrainingRun(hostSetup, host);
        var chipSetup = new FirmwareSetup(request, 3, data);
        var onChip = new OnChipRun(chipSetup, CorePreset.HicannX.Core);
        var chipRun = new FirmwareTrainingRun(chipSetup, onChip);
        for (var epoch = 0; epoch < request.Epochs; epoch++)
        {
            var metrics = hostRun.RunEpoch();
            Assert.Equal(metrics, chipRun.RunEpoch());
            TestContext.Current.TestOutputHelper?.WriteLine($"{metrics} {chipRun.Costs.LearningCyclesPerSample} cycles, {chipRun.Costs.SramBytes}");
        }

        Assert.Equal(
            Words(host.Firmware.Vectors(0, typeof(ReplayLayer), nameof(ReplayLayer.Weights))),
            onChip.Words(0, nameof(ReplayLayer) + "." + nameof(ReplayLayer.Weights), 32 * ReplayFormat.Rows));
        Assert.Equal(
            Words(host.Firmware.Vectors(1, typeof(OutputReplay), nameof(OutputReplay.Weights))),
            onChip.Words(1, nameof(OutputReplay) + "." + nameof(OutputReplay.Weights), 32 * 3));
        Assert.InRange(chipRun.Costs.SramBytes!.Top, 1, SramBytes);
        Assert.InRange(chipRun.Costs.SramBytes.Bottom, 1, SramBytes);
    }

    [Theory]
    [InlineData(65, "16", "at most 64")]
    [InlineData(64, "17", "0..16")]
    [InlineData(8, "9", "0..8")]
    [InlineData(64, "-1", "at least 0")]
    public void NetworksThatDoNotFitAreRefused(int hidden, string recurrent, string expected)
    {
        var request = Request(0) with { Hidden = hidden, EngineOptions = new Dictionary<string, string> { ["recurrent"] = recurrent } };
        var exception = Assert.Throws<ExperimentInputException>(() => new FirmwareSetup(request, 0));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOfTheRuleAreRefusedForAnotherRule()
    {
        var request = Request(16) with { Rule = "first-spike" };
        Assert.Throws<ExperimentInputException>(() => new FirmwareSetup(request, 0));
    }

    private static TrainingRequest Request(int recurrent) => new()
    {
        Rule = "event-replay",
        Hidden = 64,
        EngineOptions = new Dictionary<string, string> { ["recurrent"] = recurrent.ToString() },
    };

    private static uint[] Words(VectorH[] vectors)
    {
        const int WordsPerVector = VectorH.Length / 2;
        var words = new uint[WordsPerVector * vectors.Length];
        for (var k = 0; k < vectors.Length; k++)
        {
            Sram.Store(words, WordsPerVector * k, vectors[k]);
        }

        return words;
    }
}
