using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Networks;

/// <summary>
/// A group of synapses that whole vectors can serve: targets and weights in unbroken order, tau_m = 2 tau_s and thresholds above the leak.
/// </summary>
/// <param name="First">First target neuron.</param>
/// <param name="Count">Number of targets; 0 marks a group that is not dense.</param>
/// <param name="Synapse">Weight of the first target.</param>
/// <param name="Range">Number that it shares with all dense groups of the same targets.</param>
/// <param name="MembraneTime">tau_m of the targets.</param>
/// <param name="Rate">-1/tau_m.</param>
internal readonly record struct DenseGroup(int First, int Count, int Synapse, int Range, double MembraneTime, double Rate)
{
    /// <summary>False: the synapses have to be served one by one.</summary>
    public bool IsDense => Count > 0;

    /// <summary>tau_s of the targets.</summary>
    public double SynapticTime => MembraneTime / 2;
}
