namespace OnChipLearn.EventProp.Surrogate;

/// <summary>
/// The time-stepped baseline: hidden LIF neurons and leaky-integrator readouts, membranes sampled once per step, SuperSpike surrogate
/// derivative 1/(1 + beta |V - theta|)^2 (Zenke and Ganguli 2018), cross-entropy over the maximum of each readout. Times in tau_s.
/// </summary>
public sealed record SurrogateSettings
{
    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; init; } = 120;

    /// <summary>tau_m.</summary>
    public double MembraneTime { get; init; } = 1;

    /// <summary>Length of one step: the sampling interval of the membranes.</summary>
    public double Step { get; init; } = 1.0 / 6;

    /// <summary>Steps per sample: samples that are needed of every neuron.</summary>
    public int Steps { get; init; } = 38;

    /// <summary>Steepness beta of the surrogate derivative.</summary>
    public double Steepness { get; init; } = 20;

    /// <summary>Mean of the initial weights from the inputs.</summary>
    public double HiddenWeightMean { get; init; } = 1;

    /// <summary>Standard deviation of the initial weights from the inputs.</summary>
    public double HiddenWeightDeviation { get; init; } = 1;

    /// <summary>Standard deviation of the initial weights to the readouts (mean 0).</summary>
    public double OutputWeightDeviation { get; init; } = 0.2;

    /// <summary>Throws <see cref="EventPropInputException"/> on values that no network can have.</summary>
    public void Validate()
    {
        const string Where = "surrogate network";
        EventPropInputException.RequirePositive(Where, "membrane time", MembraneTime);
        EventPropInputException.RequirePositive(Where, "step", Step);
        EventPropInputException.RequirePositive(Where, "steepness", Steepness);
        if (Hidden < 1 || Steps < 1)
        {
            throw new EventPropInputException(Where, "size", $"{Hidden} hidden neurons, {Steps} steps", "at least 1 of each");
        }
    }
}
