namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// Delay between threshold crossing and physical spike: normal with standard deviation sigma around three sigma, cut at 0 and six sigma,
/// so that a spike never precedes its cause. Drawn from (seed, trial, neuron, number of the spike).
/// </summary>
public static class SpikeJitter
{
    /// <summary>Mean delay in units of sigma.</summary>
    public const float MeanInSigma = 3f;

    private const ulong Stream = 0x6A69747465720000; // "jitter"

    /// <summary>Delay in cycles.</summary>
    /// <param name="seed">Noise seed of the chip.</param>
    /// <param name="trial">Trial number.</param>
    /// <param name="neuron">Number of the neuron on the chip, 0..511.</param>
    /// <param name="spike">Number of the spike within the trial.</param>
    /// <param name="sigma">Standard deviation in cycles.</param>
    public static double Delay(ulong seed, long trial, int neuron, int spike, double sigma)
    {
        float normal = CounterRandom.Normal(seed, Stream + (ulong)neuron, ((ulong)trial << 20) + (ulong)spike);
        return sigma * (MeanInSigma + Math.Clamp(normal, -MeanInSigma, MeanInSigma));
    }
}
