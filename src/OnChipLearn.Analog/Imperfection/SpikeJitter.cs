namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// Delay between threshold crossing and physical spike: normal with standard deviation sigma around three sigma, cut at 0 and six sigma,
/// so that a spike never precedes its cause. Drawn from (seed, trial, neuron, number of the spike).
/// </summary>
public sealed class SpikeJitter
{
    private const float MeanInSigma = 3f;
    private const ulong Stream = 0x6A69747465720000; // "jitter"
    private readonly ulong[] _keys = new ulong[ArrayGeometry.Hemispheres * ArrayGeometry.Columns];

    /// <param name="seed">Noise seed of the chip.</param>
    public SpikeJitter(ulong seed)
    {
        for (int neuron = 0; neuron < _keys.Length; neuron++)
        {
            _keys[neuron] = CounterRandom.Key(seed, Stream + (ulong)neuron);
        }
    }

    /// <summary>Delay in cycles.</summary>
    /// <param name="trial">Trial number.</param>
    /// <param name="neuron">Number of the neuron on the chip, 0..511.</param>
    /// <param name="spike">Number of the spike within the trial.</param>
    /// <param name="sigma">Standard deviation in cycles.</param>
    public double Delay(long trial, int neuron, int spike, double sigma)
    {
        float normal = CounterRandom.NormalOf(_keys[neuron], ((ulong)trial << 20) + (ulong)spike);
        return sigma * (MeanInSigma + Math.Clamp(normal, -MeanInSigma, MeanInSigma));
    }
}
