namespace OnChipLearn.Experiments.Training;

/// <summary>One seed's run.</summary>
/// <param name="Seed">Seed of weights, sample order and noise.</param>
/// <param name="TestAccuracy">Mean test accuracy of the last epochs (<see cref="TrainingResult.AveragedEpochs"/>).</param>
/// <param name="ValidationAccuracy">The same on the validation samples.</param>
/// <param name="BestTestAccuracy">Best epoch, for information only.</param>
/// <param name="SpikesPerSample">Spikes of all neurons per training sample in the last epoch.</param>
/// <param name="Costs">Costs on the chip.</param>
/// <param name="Epochs">Every epoch.</param>
/// <param name="EpochCosts">Costs of every epoch; null elements where the engine has no chip.</param>
public sealed record SeedResult(
    ulong Seed, double TestAccuracy, double ValidationAccuracy, double BestTestAccuracy, double SpikesPerSample, RunCosts Costs,
    IReadOnlyList<EpochMetrics> Epochs, IReadOnlyList<EpochCosts?> EpochCosts);

/// <summary>All seeds of a request.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Seeds">Results in the order of seeds.</param>
public sealed record TrainingResult(TrainingRequest Request, IReadOnlyList<SeedResult> Seeds)
{
    /// <summary>Accuracies are means over this many last epochs, so that no lucky epoch is picked.</summary>
    public const int AveragedEpochs = 10;

    /// <summary>Mean over seeds.</summary>
    public double TestAccuracy => Seeds.Average(seed => seed.TestAccuracy);

    /// <summary>Standard deviation over seeds (n - 1), 0 for one seed.</summary>
    public double TestAccuracyDeviation => Seeds.Count < 2
        ? 0
        : Math.Sqrt(Seeds.Sum(seed => Math.Pow(seed.TestAccuracy - TestAccuracy, 2)) / (Seeds.Count - 1));

    /// <summary>Test accuracy of the worst seed.</summary>
    public double TestAccuracyWorst => Seeds.Min(seed => seed.TestAccuracy);

    /// <summary>Mean over seeds.</summary>
    public double ValidationAccuracy => Seeds.Average(seed => seed.ValidationAccuracy);

    /// <summary>Mean over seeds.</summary>
    public double SpikesPerSample => Seeds.Average(seed => seed.SpikesPerSample);

    /// <summary>Mean test accuracy over seeds after each epoch.</summary>
    public IReadOnlyList<double> Curve =>
        [.. Enumerable.Range(0, Seeds.Min(seed => seed.Epochs.Count)).Select(epoch => Seeds.Average(seed => seed.Epochs[epoch].TestAccuracy))];
}
