using OnChipLearn.Board.Energy;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>The learning firmware on two cores that run ahead of each other and on two that are stepped cycle by cycle: the same run.</summary>
public sealed class CoreEngineTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Theory]
    [InlineData("fpga-dram", true)]
    [InlineData("event-fifo", false)]
    public void RunsAreIdentical(string path, bool countsEnergy)
    {
        var request = new TrainingRequest { Chip = "typical", SpikePath = path, Epochs = 2 };
        var data = YinYang.Load(request.DataFolder, new LatencyEncoding()).Take(IsFull ? 1000 : 64, 10, 10);
        var (expected, expectedEpochs, expectedEnergy) = Run(CoreEngine.Interpreter);
        var (actual, actualEpochs, actualEnergy) = Run(CoreEngine.Translator);
        Assert.Equal(expectedEpochs, actualEpochs);
        Assert.Equal(expected.Chip.Now, actual.Chip.Now);
        Assert.Equal(expected.Phases, actual.Phases);
        for (var processor = 0; processor < 2; processor++)
        {
            var (one, other) = (expected.Core(processor), actual.Core(processor));
            Assert.Equal((one.Cycle, one.Issues, one.Instructions, one.Pc), (other.Cycle, other.Issues, other.Instructions, other.Pc));
            Assert.Equal(one.Stalls, other.Stalls);
            Assert.Equal(one.State.Gpr, other.State.Gpr);
            Assert.True(one.VectorState.ContentEquals(other.VectorState));
            Assert.True(one.Sram.Bytes.SequenceEqual(other.Sram.Bytes));
        }

        Assert.Equal(expectedEnergy, actualEnergy);

        (OnChipRun Run, List<object> Epochs, string Energy) Run(CoreEngine engine)
        {
            var setup = new FirmwareSetup(request, 3, data);
            var run = new OnChipRun(setup, CorePreset.HicannX.Core, countsEnergy ? EnergyTable.Default : null, engine: engine);
            var training = new FirmwareTrainingRun(setup, run);
            List<object> epochs = [.. Enumerable.Range(0, request.Epochs).Select(_ => (object)training.RunEpoch())];
            return (run, epochs, ResultJson.Write(training.Costs.Energy));
        }
    }
}
