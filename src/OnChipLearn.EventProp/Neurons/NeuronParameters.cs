namespace OnChipLearn.EventProp.Neurons;

/// <summary>
/// One leaky integrate-and-fire neuron with exponential synaptic current:
/// <c>tau_m dV/dt = -(V - V_l) + I</c>, <c>tau_s dI/dt = -I</c>, a presynaptic spike adds its weight to I.
/// Times share one unit of the caller's choice, potentials and weights another.
/// </summary>
/// <param name="MembraneTime">tau_m, above 0.</param>
/// <param name="SynapticTime">tau_s, above 0.</param>
/// <param name="Threshold">theta; positive infinity makes a leaky integrator that never spikes.</param>
/// <param name="Leak">V_l, also the state at time 0.</param>
/// <param name="Reset">V_r, below the threshold.</param>
/// <param name="Refractory">Time after a spike for which V stays at V_r; positive infinity allows one spike per run.</param>
public sealed record NeuronParameters(
    double MembraneTime, double SynapticTime, double Threshold = 1, double Leak = 0, double Reset = 0, double Refractory = 0)
{
    /// <summary>The neuron of the Yin-Yang networks here: tau_s = 1, tau_m = 2, theta = 1, one spike per run.</summary>
    public static NeuronParameters SingleSpike { get; } = new(2, 1, Refractory: double.PositiveInfinity);

    /// <summary>A leaky integrator readout: no threshold.</summary>
    public static NeuronParameters Integrator(double membraneTime, double synapticTime) =>
        new(membraneTime, synapticTime, double.PositiveInfinity);

    /// <summary>True if a threshold exists.</summary>
    public bool Spikes => !double.IsPositiveInfinity(Threshold);

    /// <summary>Throws <see cref="EventPropInputException"/> on values that no neuron can have.</summary>
    public void Validate(string where)
    {
        EventPropInputException.RequirePositive(where, "membrane time", MembraneTime);
        EventPropInputException.RequirePositive(where, "synaptic time", SynapticTime);
        EventPropInputException.RequireFinite(where, "leak", Leak);
        EventPropInputException.RequireFinite(where, "reset", Reset);
        if (double.IsNaN(Threshold) || double.IsNegativeInfinity(Threshold))
        {
            throw new EventPropInputException(where, "threshold", Threshold, "a number or positive infinity");
        }

        if (Reset >= Threshold || (Spikes && Leak == Threshold))
        {
            throw new EventPropInputException(where, "threshold", Threshold, $"a value above the reset {Reset} and different from the leak {Leak}");
        }

        if (!(Refractory >= 0))
        {
            throw new EventPropInputException(where, "refractory time", Refractory, "0, a positive number or positive infinity");
        }
    }
}
