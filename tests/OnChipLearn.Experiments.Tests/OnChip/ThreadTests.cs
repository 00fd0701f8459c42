using OnChipLearn.Board.Energy;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>Processors and analog core on one thread and on two: the same bytes of state, whatever the pace of the threads.</summary>
public sealed class ThreadTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Theory]
    [InlineData("fpga-dram", "typical", 1, true)]
    [InlineData("fpga-dram", "ideal", 2, false)]
    [InlineData("event-fifo", "typical", 3, false)]
    public void StatesAreEqual(string path, string chip, ulong seed, bool countsEnergy)
    {
        var request = new TrainingRequest { Chip = chip, SpikePath = path, Epochs = 3 };
        var data = YinYang.Load(request.DataFolder, new LatencyEncoding()).Take(IsFull ? 1000 : 64, 10, 10);
        var expected = Run(1);
        for (var repetition = 0; repetition < (IsFull ? 10 : 2); repetition++)
        {
            var actual = Run(2);
            Assert.Equal(expected.Epochs, actual.Epochs);
            Assert.Equal(expected.Costs, actual.Costs);
            for (var epoch = 0; epoch < request.Epochs; epoch++)
            {
                Assert.True(expected.States[epoch].AsSpan().SequenceEqual(actual.States[epoch]), $"repetition {repetition}: another state after epoch {epoch + 1}");
            }
        }

        (List<EpochMetrics> Epochs, string Costs, List<byte[]> States) Run(int threads)
        {
            var setup = new FirmwareSetup(request, seed, data);
            var run = new OnChipRun(setup, CorePreset.HicannX.Core, countsEnergy ? EnergyTable.Default : null, threads: threads);
            var training = new FirmwareTrainingRun(setup, run);
            List<EpochMetrics> epochs = [];
            List<byte[]> states = [];
            for (var epoch = 0; epoch < request.Epochs; epoch++)
            {
                epochs.Add(training.RunEpoch());
                states.Add(training.Save());
            }

            return (epochs, ResultJson.Write(training.Costs), states);
        }
    }
}
