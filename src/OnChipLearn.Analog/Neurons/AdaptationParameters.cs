namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Additional parameters of the adaptive exponential model (Brette and Gerstner 2005), conductances relative to the leak:
/// tau_m dV/dt = -(V - leak) + slope * exp((V - onset)/slope) - w + I, tau_w dw/dt = a (V - leak) - w, on a spike w += b.
/// </summary>
public sealed record AdaptationParameters
{
    /// <summary>Slope factor of the exponential term in volts; 0 switches the term off.</summary>
    public double SlopeVolt { get; init; } = 0.02;

    /// <summary>Onset potential of the exponential term in volts.</summary>
    public double OnsetVolt { get; init; } = 0.65;

    /// <summary>Time constant of the adaptation in microseconds.</summary>
    public double TimeConstantUs { get; init; } = 60;

    /// <summary>Subthreshold adaptation a, relative to the leak conductance.</summary>
    public double Subthreshold { get; init; } = 0.2;

    /// <summary>Increment b of the adaptation per spike in volts.</summary>
    public double PerSpikeVolt { get; init; } = 0.03;
}
