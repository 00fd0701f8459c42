using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Imperfection;

/// <summary>Noise that changes from trial to trial: a pure function of (seed, trial number, neuron), so that no cut of a run changes it.</summary>
/// <param name="seed">Noise seed of the chip.</param>
/// <param name="settings">Standard deviations.</param>
internal sealed class TrialNoise(ulong seed, ImperfectionSettings settings)
{
    private readonly (float Sigma, ulong Key) _threshold = Stream(seed, 1, settings.TrialThresholdSigma);
    private readonly (float Sigma, ulong Key) _membrane = Stream(seed, 2, settings.TrialMembraneSigmaVolt);
    private readonly (float Sigma, ulong Key) _current = Stream(seed, 3, settings.TrialCurrentSigma);

    /// <summary>Whether any trial noise acts on the neurons' parameters.</summary>
    public bool Acts { get; } = settings.TrialThresholdSigma > 0 || settings.TrialMembraneSigmaVolt > 0 || settings.TrialCurrentSigma > 0;

    /// <summary>Offsets of one neuron (0..511) in one trial.</summary>
    public TrialOffsets Draw(long trial, int neuron)
    {
        ulong index = ((ulong)trial << 9) + (ulong)neuron;
        return new TrialOffsets(Draw(_threshold, index), Draw(_membrane, index), Draw(_current, index));
    }

    private static (float Sigma, ulong Key) Stream(ulong seed, ulong number, double sigma) =>
        ((float)sigma, CounterRandom.Key(seed, 0x747269616C000000 + number)); // "trial"

    private static float Draw((float Sigma, ulong Key) stream, ulong index) => stream.Sigma == 0 ? 0f : stream.Sigma * CounterRandom.NormalOf(stream.Key, index);
}
