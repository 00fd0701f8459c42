using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Budget;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Tests.Corpora;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests.Budget;

/// <summary>Predicted bytes and cycles against compiled images and measured runs; what does not fit is refused.</summary>
public sealed class NetworkBudgetTests
{
    private static readonly YinYang Data = YinYang.Load(TrainingRequest.DefaultDataFolder, new LatencyEncoding());

    public static TheoryData<string, string, int, int[]> Configurations => CorpusFiles.IsFull
        ? new()
        {
            { "first-spike", "fpga-dram", 1, [30, 100, 128] },
            { "first-spike", "fpga-dram", 16, [45, 120] },
            { "first-spike", "fpga-dram", 64, [30, 80, 128] },
            { "first-spike", "event-fifo", 4, [30, 75, 128] },
            { "first-spike", "event-fifo", 32, [50, 120] },
            { "event-replay", "fpga-dram", 1, [30, 64] },
            { "event-replay", "fpga-dram", 32, [30, 50, 64] },
            { "event-replay", "event-fifo", 16, [40, 64] },
        }
        : new()
        {
            { "first-spike", "fpga-dram", 1, [30, 128] },
            { "first-spike", "fpga-dram", 64, [45, 120] },
            { "first-spike", "event-fifo", 32, [50, 120] },
            { "event-replay", "fpga-dram", 16, [30, 64] },
            { "event-replay", "event-fifo", 32, [40, 64] },
        };

    [Theory]
    [MemberData(nameof(Configurations))]
    public void CyclesAreWithinFivePercentOfMeasuredRuns(string rule, string path, int batch, int[] sizes)
    {
        var demand = new NetworkDemand { Rule = rule, SpikePath = path, Batch = batch };
        var model = new PhaseModel(demand, Data);
        foreach (var hidden in sizes)
        {
            var network = demand with { Hidden = hidden, Seed = 7, Samples = CorpusFiles.IsFull ? 512 : 96 };
            var measured = PhaseMeasurement.Run(network, Data, network.Seed, network.Samples);
            var predicted = model.CountsOf(network);
            var ratio = model.Predict(predicted).Max(processor => processor.Learning) / measured.Learning;
            TestContext.Current.SendDiagnosticMessage(
                $"{rule} {path} batch {batch} hidden {hidden}: {measured.Counts.Events:F1} events ({predicted.Events:F1} predicted), {measured.Learning:F0} cycles measured, predicted / measured {ratio:F4}");
            Assert.InRange(ratio, 0.95, 1.05);
        }
    }

    [Theory]
    [InlineData("first-spike")]
    [InlineData("event-replay")]
    public void BytesEqualThoseOfTheCompiledImage(string rule)
    {
        var images = FirmwareRules.Named(rule).Images;
        foreach (var hidden in new[] { 30, 64 })
        {
            for (var processor = 0; processor < images.Programs.Count; processor++)
            {
                var memory = images.Programs[processor].Memory;
                Assert.Equal(memory.MemoryBytes - memory.FreeBytes, FirmwareBytes.Predict(new NetworkDemand { Rule = rule, Hidden = hidden }, processor));
            }
        }

        Assert.True(FirmwareBytes.Predict(new NetworkDemand { Rule = rule, Inputs = 6 }, 0) > FirmwareBytes.Predict(new NetworkDemand { Rule = rule }, 0));
    }

    [Theory]
    [InlineData("first-spike", "fpga-dram", 128)]
    [InlineData("first-spike", "event-fifo", 128)]
    [InlineData("event-replay", "fpga-dram", 64)]
    [InlineData("event-replay", "event-fifo", 64)]
    public void LargestNetworkRunsAndOneNeuronMoreIsRefused(string rule, string path, int expected)
    {
        var demand = new NetworkDemand { Rule = rule, SpikePath = path };
        var largest = ResourceLimits.LargestHidden(demand);
        Assert.Equal(expected, largest);

        var run = PhaseMeasurement.Run(demand with { Hidden = largest, Batch = 4 }, Data, seed: 1, leastSamples: 8);
        Assert.All(run.Processors, processor => Assert.True(processor.Learning > 0));
        var request = new TrainingRequest { Rule = rule, SpikePath = path, Hidden = largest + 1, Epochs = 1 };
        var refused = Assert.Throws<ExperimentInputException>(() => new FirmwareSetup(request, 1, Data.Take(4, 1, 1)));
        Assert.Contains($"is {largest + 1}, expected at most {largest}", refused.Message);
        Assert.Contains($"the largest network of this kind has {largest} hidden neurons", refused.Message);
        Assert.False(NetworkBudget.Of(demand with { Hidden = largest + 1 }, Data).Fits);
    }

    [Theory]
    [InlineData("inputs that the firmware is built for")]
    public void OtherInputsAreRefusedWithTheNumbers(string resource)
    {
        var demand = new NetworkDemand { Inputs = 7 };
        var limit = ResourceLimits.Of(demand).Single(candidate => candidate.Resource == resource);
        Assert.Equal((7, 5, false), (limit.Needed, limit.Available, limit.Holds));
        Assert.Equal(0, ResourceLimits.LargestHidden(demand));
        Assert.Contains("no number of hidden neurons would fit", Assert.Throws<ExperimentInputException>(() => ResourceLimits.Require("budget", demand)).Message);
    }

    [Fact]
    public void MoreSpikesThanTheBuffersHoldAreRefused()
    {
        Assert.All(ResourceLimits.Of(new NetworkDemand { SpikesPerSample = 100 }), limit => Assert.True(limit.Holds, limit.Resource));
        Assert.Contains(ResourceLimits.Of(new NetworkDemand { SpikesPerSample = 400 }), limit => !limit.Holds && limit.Resource.Contains("record"));
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("batch")]
    [InlineData("samples")]
    [InlineData("optimizer")]
    [InlineData("spike path")]
    public void MeaninglessValuesAreNamed(string field)
    {
        var demand = field switch
        {
            "hidden" => new NetworkDemand { Hidden = 0 },
            "batch" => new NetworkDemand { Batch = -1 },
            "samples" => new NetworkDemand { Samples = 0 },
            "optimizer" => new NetworkDemand { Optimizer = "best" },
            _ => new NetworkDemand { SpikePath = "wire" },
        };
        Assert.Contains(field, Assert.Throws<ExperimentInputException>(demand.Validate).Message);
    }
}
