namespace OnChipLearn.Analog.Synapses;

/// <summary>Sign of a synapse row, set per row in its driver (reference section 5.1; driver word 1, bits exc and inh).</summary>
[Flags]
public enum RowMode
{
    /// <summary>The row receives nothing.</summary>
    Disabled = 0,

    /// <summary>Weights add to the excitatory current.</summary>
    Excitatory = 1,

    /// <summary>Weights add to the inhibitory current.</summary>
    Inhibitory = 2,

    /// <summary>Both currents receive the pulse.</summary>
    Both = 3,
}
