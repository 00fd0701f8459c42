namespace OnChipLearn.Analog.Neurons;

/// <summary>What one trial's noise does to one neuron; constant during the trial.</summary>
/// <param name="Threshold">Relative change of threshold minus leak.</param>
/// <param name="LeakVolt">Shift of the leak potential in volts (membrane noise).</param>
/// <param name="CurrentGain">Relative change of both synaptic gains.</param>
public readonly record struct TrialOffsets(float Threshold, float LeakVolt, float CurrentGain);
