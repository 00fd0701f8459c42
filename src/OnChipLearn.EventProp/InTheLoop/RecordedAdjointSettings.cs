namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>Network and loss of <see cref="RecordedAdjointLearning"/>. Times in tau_s, weights in theta; tau_m = 2 tau_s.</summary>
public sealed record RecordedAdjointSettings
{
    /// <summary>Target spike time of the label's output.</summary>
    public double TargetOfLabel { get; init; } = 1;

    /// <summary>Target spike time of the other outputs.</summary>
    public double TargetOfOthers { get; init; } = 1.4;

    /// <summary>End of a sample.</summary>
    public double Horizon { get; init; } = 5;

    /// <summary>Refractory time of hidden neurons; outputs spike once.</summary>
    public double Refractory { get; init; }

    /// <summary>Lower bound of I - theta in the backward pass, in theta.</summary>
    public double SlopeClamp { get; init; } = 0.1;

    /// <summary>Mean of the initial input weights.</summary>
    public double InputMean { get; init; } = 2.2;

    /// <summary>Their standard deviation.</summary>
    public double InputDeviation { get; init; } = 1;

    /// <summary>Standard deviation of the initial recurrent weights; their mean is 0.</summary>
    public double RecurrentDeviation { get; init; } = 0.1;

    /// <summary>Mean of the initial output weights.</summary>
    public double OutputMean { get; init; } = 0.15;

    /// <summary>Their standard deviation.</summary>
    public double OutputDeviation { get; init; } = 0.3;
}
