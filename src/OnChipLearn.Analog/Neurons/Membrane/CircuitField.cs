namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// What is kept per neuron circuit, in float. Potentials are relative to the leak, in volts; times and time constants in PPU cycles.
/// Fields up to <see cref="LastOfSolver"/> are what a crossing depends on.
/// </summary>
internal enum CircuitField
{
    /// <summary>Membrane potential at the chunk's origin.</summary>
    V,

    /// <summary>Excitatory current, as the deflection that it would hold.</summary>
    E,

    /// <summary>Inhibitory current, never positive.</summary>
    I,

    /// <summary>End of the refractory time, after the epoch.</summary>
    Release,

    /// <summary>Threshold, or <see cref="CircuitBlocks.Unreachable"/>.</summary>
    Threshold,

    /// <summary>Membrane time constant.</summary>
    TauM,

    /// <summary>1/tm.</summary>
    RateM,

    /// <summary>1/te.</summary>
    RateE,

    /// <summary>1/ti.</summary>
    RateI,

    /// <summary>-te/(tm - te): what one unit of excitatory current contributes to V besides the part that decays with tm; 0 where te is close to tm.</summary>
    PartE,

    /// <summary>The same of the inhibitory current.</summary>
    PartI,

    /// <summary>1/te - 1/tm.</summary>
    DifferenceE,

    /// <summary>1/ti - 1/tm.</summary>
    DifferenceI,

    /// <summary>Smaller of |tm/te - 1| and |tm/ti - 1|.</summary>
    Separation,

    /// <summary>V at the chunk's horizon, if nothing comes before.</summary>
    LaterV,

    /// <summary>E there.</summary>
    LaterE,

    /// <summary>I there.</summary>
    LaterI,

    /// <summary>Excitatory current per weight step.</summary>
    GainE,

    /// <summary>Inhibitory current per weight step.</summary>
    GainI,

    /// <summary>Largest current of either sign.</summary>
    Saturation,

    /// <summary>Reset potential.</summary>
    Reset,

    /// <summary>Refractory time.</summary>
    Refractory,

    /// <summary>Last field of the state; what comes before it is state, too.</summary>
    LastOfState = Release,

    /// <summary>Last field that the crossing search reads.</summary>
    LastOfSolver = Separation,

    /// <summary>Last field.</summary>
    Last = Refractory,
}
