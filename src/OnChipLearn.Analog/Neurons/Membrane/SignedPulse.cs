namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>A pulse on one synapse row that acts on both currents, on one of them by nothing: so no branch depends on the sign.</summary>
/// <param name="Weights">256 weights 0..63 in lane order; 0 in chunks that the pulse does not reach, or with other labels.</param>
/// <param name="Labels">256 labels 0..63 in lane order.</param>
/// <param name="Excitation">Amplitude on the excitatory current.</param>
/// <param name="Inhibition">Amplitude on the inhibitory current, not positive.</param>
/// <param name="Address">Only synapses with this label respond.</param>
internal readonly record struct SignedPulse(nint Weights, nint Labels, float Excitation, float Inhibition, byte Address);
