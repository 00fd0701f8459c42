namespace OnChipLearn.Experiments.FixedPointStudy;

/// <summary>Spread of a chip: relative standard deviations, jitter in units of tau_s.</summary>
/// <param name="TimeConstants">Fixed pattern of tau_m and tau_s.</param>
/// <param name="Threshold">Fixed pattern of the threshold.</param>
/// <param name="WeightGain">Fixed pattern of the gain of a neuron's synapses.</param>
/// <param name="ThresholdNoise">Trial-to-trial noise of the threshold.</param>
/// <param name="Jitter">Standard deviation of the delay of the physical spike in tau_s; its mean is three times that.</param>
internal sealed record ChipImperfection(float TimeConstants, float Threshold, float WeightGain, float ThresholdNoise, float Jitter)
{
    public static ChipImperfection Ideal { get; } = new(0, 0, 0, 0, 0);

    public static ChipImperfection Typical { get; } = new(0.1f, 0.1f, 0.1f, 0.015f, 0.01f);
}
