namespace OnChipLearn.EventProp.Forward;

/// <summary>One spike: an input's (channel = input) on the way in, a neuron's (channel = neuron) on the way out.</summary>
public readonly record struct Spike(int Channel, double Time);
