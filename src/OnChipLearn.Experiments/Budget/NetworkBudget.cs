using OnChipLearn.Analog;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Budget;

/// <summary>What a network would need against what the chip has.</summary>
public sealed record NetworkBudget
{
    /// <summary>The network.</summary>
    public required NetworkDemand Demand { get; init; }

    /// <summary>Every limit with the numbers.</summary>
    public required IReadOnlyList<ResourceLimit> Limits { get; init; }

    /// <summary>Whether all limits hold.</summary>
    public bool Fits => Limits.All(limit => limit.Holds);

    /// <summary>The most hidden neurons with which the rest of the network fits; 0 for none.</summary>
    public required int LargestHidden { get; init; }

    /// <summary>SRAM of the two processors.</summary>
    public required SramBytes SramBytes { get; init; }

    /// <summary>Cycles per sample and phase of top and bottom processor; null if the network does not fit.</summary>
    public IReadOnlyList<SamplePhases>? Phases { get; init; }

    /// <summary>Spikes per sample that the cycles hold for.</summary>
    public double? SpikesPerSample { get; init; }

    /// <summary>Cycles from record complete to ready again on the busier processor.</summary>
    public double? LearningCyclesPerSample => Phases?.Max(processor => processor.Learning);

    /// <summary>Training samples per second of chip time, gaps included.</summary>
    public double? TrainingSamplesPerSecond => Phases is null ? null : PpuClock.CyclesPerMicrosecond * 1e6 / Phases[0].Total;

    /// <summary>Bytes of a processor's SRAM.</summary>
    public int SramSize => FirmwareBytes.Available(Demand);

    /// <summary>Predicts bytes, and cycles if the network fits.</summary>
    public static NetworkBudget Of(NetworkDemand demand, YinYang data)
    {
        demand.Validate();
        var limits = ResourceLimits.Of(demand);
        var budget = new NetworkBudget
        {
            Demand = demand,
            Limits = limits,
            LargestHidden = ResourceLimits.LargestHidden(demand),
            SramBytes = new SramBytes(FirmwareBytes.Predict(demand, 0), FirmwareBytes.Predict(demand, 1)),
        };
        if (!budget.Fits)
        {
            return budget;
        }

        var model = new PhaseModel(demand, data);
        var counts = model.CountsOf(demand);
        return budget with { Phases = model.Predict(counts), SpikesPerSample = counts.Events - demand.Inputs };
    }
}
