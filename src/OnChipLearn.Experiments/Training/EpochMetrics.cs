namespace OnChipLearn.Experiments.Training;

/// <summary>One epoch of one seed. Accuracies are fractions of 1.</summary>
/// <param name="Epoch">Counts from 1.</param>
/// <param name="TrainLoss">Mean loss while training.</param>
/// <param name="TrainAccuracy">Accuracy while training.</param>
/// <param name="ValidationAccuracy">After the epoch, on the validation samples.</param>
/// <param name="TestAccuracy">After the epoch, on the test samples.</param>
/// <param name="SpikesPerSample">Mean spikes of all neurons per training sample.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double TrainAccuracy, double ValidationAccuracy, double TestAccuracy, double SpikesPerSample);

/// <summary>What one epoch of one seed cost on the chip.</summary>
/// <param name="LearningCyclesPerSample">Cycles of learning on the busier processor, mean; null where instructions take no time.</param>
/// <param name="ChipSeconds">Chip time since the start, evaluation included.</param>
public sealed record EpochCosts(double? LearningCyclesPerSample, double ChipSeconds);
