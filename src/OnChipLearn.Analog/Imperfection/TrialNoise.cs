using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Imperfection;

/// <summary>Noise that changes from trial to trial: a pure function of (seed, trial number, neuron), so that no cut of a run changes it.</summary>
public static class TrialNoise
{
    private const ulong Threshold = 0x747269616C000001; // "trial"
    private const ulong Membrane = 0x747269616C000002;
    private const ulong Current = 0x747269616C000003;

    /// <summary>Whether any trial noise acts on the neurons' parameters.</summary>
    public static bool Acts(ImperfectionSettings settings) =>
        settings.TrialThresholdSigma > 0 || settings.TrialMembraneSigmaVolt > 0 || settings.TrialCurrentSigma > 0;

    /// <summary>Offsets of one neuron in one trial.</summary>
    public static TrialOffsets Draw(ulong seed, long trial, int neuron, ImperfectionSettings settings)
    {
        ulong index = ((ulong)trial << 9) + (ulong)neuron;
        return new TrialOffsets(
            Draw(settings.TrialThresholdSigma, Threshold),
            Draw(settings.TrialMembraneSigmaVolt, Membrane),
            Draw(settings.TrialCurrentSigma, Current));

        float Draw(double sigma, ulong stream) => sigma == 0 ? 0f : (float)sigma * CounterRandom.Normal(seed, stream, index);
    }
}
