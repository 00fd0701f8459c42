namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>What separates a gradient on the device from float64. Time and weight resolution act on the spikes, the others on the arithmetic.</summary>
[Flags]
public enum ErrorSources
{
    /// <summary>Everything exact.</summary>
    None = 0,

    /// <summary>Approximated functions: cubic of the decay, table of the growth with its range, line and Newton step of the reciprocal.</summary>
    TableLookup = 1,

    /// <summary>Spike and input times on the grid of 8 ns.</summary>
    TimeResolution = 2,

    /// <summary>6-bit synapses: the spikes come from rounded weights, the gradient belongs to the 16-bit shadow weights.</summary>
    WeightResolution = 4,

    /// <summary>Products, shifts, quotients and lane sums cut to their fixed-point formats.</summary>
    Truncation = 8,

    /// <summary>16-bit saturation: the gradient clip.</summary>
    Saturation = 16,

    /// <summary>As on the device.</summary>
    All = TableLookup | TimeResolution | WeightResolution | Truncation | Saturation,
}
