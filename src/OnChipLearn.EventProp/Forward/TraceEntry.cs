namespace OnChipLearn.EventProp.Forward;

/// <summary>What happened at one moment of a run.</summary>
public enum TraceKind : byte
{
    /// <summary>A spike reached the synapses of one group: their weights were added to the currents of the targets.</summary>
    Arrival,

    /// <summary>A neuron spiked.</summary>
    Spike,

    /// <summary>A neuron's refractory time ended.</summary>
    Release,
}

/// <summary>One entry of a <see cref="Trace"/>.</summary>
/// <param name="Time">When.</param>
/// <param name="Current">Spike and release: the neuron's synaptic current at that time. Arrival: unused.</param>
/// <param name="Subject">Spike and release: the neuron. Arrival: the group of synapses.</param>
/// <param name="Spike">Index of the spike in the trace's list: the one that arrives, happens, or is released from.</param>
/// <param name="Kind">What.</param>
public readonly record struct TraceEntry(double Time, double Current, int Subject, int Spike, TraceKind Kind);
