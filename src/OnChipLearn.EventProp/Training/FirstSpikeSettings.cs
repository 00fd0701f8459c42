namespace OnChipLearn.EventProp.Training;

/// <summary>
/// The Yin-Yang network with first-spike coding: tau_m = 2 tau_s, theta = 1, one spike per neuron, time in tau_s. Defaults are the values of
/// the published BSS-2 experiments (jaxsnn) except where a field says otherwise.
/// </summary>
public sealed record FirstSpikeSettings
{
    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; init; } = 120;

    /// <summary>Target spike time of the label's output.</summary>
    public double TargetOfLabel { get; init; } = 0.9;

    /// <summary>Target spike time of the other outputs.</summary>
    public double TargetOfOthers { get; init; } = 1.1;

    /// <summary>Whether the label's output errs only after its target and the others only before theirs; jaxsnn's loss is two-sided.</summary>
    public bool OneSided { get; init; }

    /// <summary>End of the run; also the time at which a missing output spike stands in the loss.</summary>
    public double Horizon { get; init; } = 4;

    /// <summary>Mean of the initial weights from the inputs.</summary>
    public double HiddenWeightMean { get; init; } = 3;

    /// <summary>Standard deviation of the initial weights from the inputs.</summary>
    public double HiddenWeightDeviation { get; init; } = 1.6;

    /// <summary>Mean of the initial weights to the outputs.</summary>
    public double OutputWeightMean { get; init; } = 0.5;

    /// <summary>Standard deviation of the initial weights to the outputs.</summary>
    public double OutputWeightDeviation { get; init; } = 0.8;

    /// <summary>Throws <see cref="EventPropInputException"/> on values that no network can have.</summary>
    public void Validate()
    {
        const string Where = "network";
        EventPropInputException.RequirePositive(Where, "horizon", Horizon);
        EventPropInputException.RequirePositive(Where, "target of the label", TargetOfLabel);
        EventPropInputException.RequirePositive(Where, "target of the others", TargetOfOthers);
        EventPropInputException.RequireFinite(Where, "mean of the hidden weights", HiddenWeightMean);
        EventPropInputException.RequireFinite(Where, "mean of the output weights", OutputWeightMean);
        EventPropInputException.RequireFinite(Where, "deviation of the hidden weights", HiddenWeightDeviation);
        EventPropInputException.RequireFinite(Where, "deviation of the output weights", OutputWeightDeviation);
    }
}
