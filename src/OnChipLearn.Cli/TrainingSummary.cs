using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Cli;

/// <summary>One seed in the JSON of <c>train</c>.</summary>
internal sealed record SeedSummary(ulong Seed, double TestAccuracy, double ValidationAccuracy, double BestTestAccuracy, double SpikesPerSample, string? SynapseSha256);

/// <summary>The JSON object of <c>train</c>: means over seeds; accuracies are means over the last ten epochs. Null: the engine has no chip. The file in the run folder has no <c>wallSeconds</c>, which differ from run to run.</summary>
internal sealed record TrainingSummary(
    string Engine, int Hidden, int Epochs, double TestAccuracy, double TestAccuracyDeviation, double TestAccuracyWorst, double ValidationAccuracy,
    SramBytes? SramBytes, double? LearningCyclesPerSample, double? LearningCyclesPerSpike, double? TrainingSamplesPerSecond, double SpikesPerSample, double? ChipSeconds,
    double? TrainingSampleJoules, double? TrainingSampleSigmaJoules, double? InferenceJoules, double? InferenceSigmaJoules,
    double? LearningJoules, double? LearningSigmaJoules, double? ImpossibleSpikeFraction, double? WallSeconds, IReadOnlyList<SeedSummary> Seeds, IReadOnlyList<double> TestAccuracyPerEpoch)
{
    public static TrainingSummary Of(TrainingResult result) => new(
        result.Request.Engine, result.Request.Hidden, result.Request.Epochs, result.TestAccuracy, result.TestAccuracyDeviation,
        result.TestAccuracyWorst, result.ValidationAccuracy, result.Seeds[0].Costs.SramBytes, Mean(result, costs => costs.LearningCyclesPerSample),
        result.Seeds.Average(seed => seed.Costs.LearningCyclesPerSample / seed.Epochs.Average(epoch => epoch.SpikesPerSample)),
        Mean(result, costs => costs.TrainingSamplesPerSecond), result.SpikesPerSample, Mean(result, costs => costs.ChipSeconds),
        Mean(result, costs => costs.Energy?.TrainingSample?.Joules), Mean(result, costs => costs.Energy?.TrainingSample?.SigmaJoules),
        Mean(result, costs => costs.Energy?.Inference?.Joules), Mean(result, costs => costs.Energy?.Inference?.SigmaJoules),
        Mean(result, costs => costs.Energy?.Learning?.Joules), Mean(result, costs => costs.Energy?.Learning?.SigmaJoules),
        Mean(result, costs => costs.ImpossibleSpikeFraction), WallSeconds: null,
        [.. result.Seeds.Select(seed => new SeedSummary(seed.Seed, seed.TestAccuracy, seed.ValidationAccuracy, seed.BestTestAccuracy, seed.SpikesPerSample, seed.Costs.OnChip?.SynapseSha256))],
        result.Curve);

    private static double? Mean(TrainingResult result, Func<RunCosts, double?> field) => result.Seeds.Average(seed => field(seed.Costs));
}
