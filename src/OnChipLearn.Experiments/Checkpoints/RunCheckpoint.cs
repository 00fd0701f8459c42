using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>One seed's run after an epoch.</summary>
/// <param name="Identity">What determines the run, by name (<see cref="RunIdentity"/>).</param>
/// <param name="Epochs">Metrics so far.</param>
/// <param name="Costs">Costs per epoch so far, as many; null elements where the engine has no chip.</param>
/// <param name="State">What the engine goes on with.</param>
public sealed record RunCheckpoint(
    IReadOnlyDictionary<string, string> Identity, IReadOnlyList<EpochMetrics> Epochs, IReadOnlyList<EpochCosts?> Costs, byte[] State);
