namespace OnChipLearn.EventProp.Networks;

/// <summary>One connection. <paramref name="Source"/> counts inputs first, then neurons; <paramref name="Target"/> counts neurons.</summary>
/// <param name="Source">Input i is i; neuron n is (number of inputs) + n.</param>
/// <param name="Target">Neuron that receives the current.</param>
/// <param name="Weight">Added to the current of the target, in units of potential.</param>
/// <param name="Delay">Time from the spike to its arrival, at least 0.</param>
public readonly record struct Synapse(int Source, int Target, double Weight, double Delay = 0);
