namespace OnChipLearn.EventProp.Training;

/// <summary>How a trainer learns; the engine's own settings are elsewhere.</summary>
public sealed record TrainingSettings
{
    /// <summary>Seed of the order of samples.</summary>
    public ulong Seed { get; init; }

    /// <summary>Samples per weight update.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Which optimizer.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate of the first epoch.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>Factor on the learning rate after each epoch.</summary>
    public double LearningRateDecay { get; init; } = 0.985;

    /// <summary>Bound of each element of the batch's mean gradient; 0 for none.</summary>
    public double GradientClip { get; init; }

    /// <summary>Added to all weights into a neuron that was silent for a whole batch; 0 for none.</summary>
    public double SilentRaise { get; init; }

    /// <summary>Throws <see cref="EventPropInputException"/> on values that no training can use.</summary>
    public void Validate()
    {
        if (BatchSize < 1)
        {
            throw new EventPropInputException("training", "batch size", BatchSize, "at least 1");
        }

        EventPropInputException.RequirePositive("training", "learning rate", LearningRate);
        EventPropInputException.RequirePositive("training", "learning rate decay", LearningRateDecay);
        if (!(GradientClip >= 0 && double.IsFinite(GradientClip)))
        {
            throw new EventPropInputException("training", "gradient clip", GradientClip, "a finite number of at least 0");
        }

        if (!(SilentRaise >= 0 && double.IsFinite(SilentRaise)))
        {
            throw new EventPropInputException("training", "raise of silent neurons", SilentRaise, "a finite number of at least 0");
        }
    }
}
