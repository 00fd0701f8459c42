namespace OnChipLearn.Experiments.Training;

/// <summary>Bytes of on-chip memory that the two processors use for learning.</summary>
public sealed record SramBytes(int Top, int Bottom);

/// <summary>What a run costs on the chip. Null where the engine has no chip or no on-chip learning.</summary>
public sealed record RunCosts
{
    /// <summary>Memory of each processor.</summary>
    public SramBytes? SramBytes { get; init; }

    /// <summary>Cycles of learning per sample on the busier processor, mean.</summary>
    public double? LearningCyclesPerSample { get; init; }

    /// <summary>Training samples per second of chip time.</summary>
    public double? TrainingSamplesPerSecond { get; init; }

    /// <summary>Chip time of the whole run.</summary>
    public double? ChipSeconds { get; init; }

    /// <summary>Energy by sample, consumer and rail; null where no cycles are simulated.</summary>
    public Energy.TrainingEnergy? Energy { get; init; }

    /// <summary>What was counted, over chip time.</summary>
    public Energy.TrainingActivity? Activity { get; init; }

    /// <summary>Details of a run by firmware.</summary>
    public OnChip.OnChipVerdict? OnChip { get; init; }

    /// <summary>Recorded spikes that cannot have happened by the recomputed current, of all recorded spikes.</summary>
    public double? ImpossibleSpikeFraction { get; init; }
}
