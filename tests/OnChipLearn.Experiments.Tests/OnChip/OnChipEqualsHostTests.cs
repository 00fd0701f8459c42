using OnChipLearn.Device;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>The firmware on the host CLR and on the simulated processors: identical weights and metrics, bit for bit.</summary>
public sealed class OnChipEqualsHostTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Theory]
    [InlineData("ideal", "fpga-dram", FirmwareSetup.DefaultPeriodCycles, CoreEngine.Translator)]
    [InlineData("typical", "fpga-dram", FirmwareSetup.DefaultPeriodCycles, CoreEngine.Interpreter)]
    [InlineData("typical", "fpga-dram", FirmwareSetup.DefaultPeriodCycles, CoreEngine.Translator)]
    [InlineData("typical", "event-fifo", FirmwareSetup.DefaultPeriodCycles, CoreEngine.Translator)]

    // 30 us, shorter than learning: processors come late and lose periods, which must not show in any result
    [InlineData("typical", "fpga-dram", 7500, CoreEngine.Translator)]
    [InlineData("typical", "event-fifo", 7500, CoreEngine.Interpreter)]
    [InlineData("typical", "event-fifo", 7500, CoreEngine.Translator)]
    public void WeightsAndMetricsAreIdentical(string chip, string path, int periodCycles, CoreEngine engine)
    {
        var request = new TrainingRequest { Chip = chip, SpikePath = path, Epochs = 2 };
        var samples = IsFull ? 1000 : 96;
        var data = YinYang.Load(request.DataFolder, new LatencyEncoding()).Take(samples, 20, 20);

        var hostSetup = new FirmwareSetup(request, 3, data, periodCycles);
        var host = new HostFirmwareRun(hostSetup);
        var hostRun = new FirmwareTrainingRun(hostSetup, host);
        var chipSetup = new FirmwareSetup(request, 3, data, periodCycles);
        var onChip = new OnChipRun(chipSetup, CorePreset.HicannX.Core, engine: engine);
        var chipRun = new FirmwareTrainingRun(chipSetup, onChip);
        for (var epoch = 0; epoch < request.Epochs; epoch++)
        {
            Assert.Equal(hostRun.RunEpoch(), chipRun.RunEpoch());
        }

        Assert.Equal(hostRun.Costs.OnChip!.SynapseSha256, chipRun.Costs.OnChip!.SynapseSha256);
        Assert.Equal(
            Words(host.Firmware.HiddenWeights),
            onChip.Words(0, nameof(HiddenLayer) + "." + nameof(HiddenLayer.Weights), 32 * host.Firmware.HiddenWeights.Length));
        Assert.Equal(
            Words(host.Firmware.OutputWeights),
            onChip.Words(1, nameof(OutputLayer) + "." + nameof(OutputLayer.Weights), 32 * host.Firmware.OutputWeights.Length));
    }

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
