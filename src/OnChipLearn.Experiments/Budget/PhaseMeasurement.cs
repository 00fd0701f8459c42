using System.Globalization;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Budget;

/// <summary>A short run on the simulated chip.</summary>
/// <param name="Hidden">Hidden neurons.</param>
/// <param name="Counts">What the samples were like.</param>
/// <param name="Processors">Phases of top and bottom processor.</param>
public sealed record PhaseMeasurement(int Hidden, SpikeCounts Counts, IReadOnlyList<SamplePhases> Processors)
{
    /// <summary>Cycles from record complete to ready again on the busier processor.</summary>
    public double Learning => Processors.Max(processor => processor.Learning);

    /// <summary>Runs one epoch of at least so many samples (a multiple of the batch) on the cycle model, chip <c>typical</c>.</summary>
    public static PhaseMeasurement Run(NetworkDemand demand, YinYang data, ulong seed, int leastSamples)
    {
        var setup = Setup(demand, data, seed, leastSamples);
        var run = new OnChipRun(setup, CorePreset.HicannX.Core);
        var epoch = run.WaitForEpoch(1);
        double samples = setup.Data.Train.Count;
        var counts = demand.Rule == EventReplayRule.RuleName
            ? Count(demand, data, seed, leastSamples)
            : new SpikeCounts(epoch[EpochReport.Events] / samples, 0, 0, 0, 0, 0);
        return new PhaseMeasurement(demand.Hidden, counts, [.. run.Phases.Select(phases => SamplePhases.Mean(phases.Sum, samples))]);
    }

    /// <summary>Only the counts of such a run, without its cycles; for rule event-replay.</summary>
    public static SpikeCounts Count(NetworkDemand demand, YinYang data, ulong seed, int leastSamples) =>
        SpikeCounter.Count(Setup(demand with { SpikePath = "fpga-dram" }, data, seed, leastSamples), demand.RecurrentNeurons);

    private static FirmwareSetup Setup(NetworkDemand demand, YinYang data, ulong seed, int leastSamples)
    {
        var samples = Math.Min((leastSamples + demand.Batch - 1) / demand.Batch * demand.Batch, data.Train.Count);
        var options = new Dictionary<string, string>();
        if (demand.Rule == EventReplayRule.RuleName)
        {
            options["recurrent"] = demand.RecurrentNeurons.ToString(CultureInfo.InvariantCulture);
        }

        var request = new TrainingRequest
        {
            Rule = demand.Rule, SpikePath = demand.SpikePath, Hidden = demand.Hidden, Epochs = 1, EngineOptions = options,
            Settings = new TrainingSettings { BatchSize = demand.Batch },
        };
        var setup = new FirmwareSetup(request, seed, data.Take(samples, 1, 1));
        setup.Words[Configuration.Optimizer] = demand.Optimizer == NetworkDemand.Momentum ? Configuration.OptimizerMomentum : Configuration.OptimizerAdaptive;
        return setup;
    }
}
