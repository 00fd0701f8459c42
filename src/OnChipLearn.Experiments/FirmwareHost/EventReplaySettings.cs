using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>Parameters of rule EventReplay in the units of its configuration words; loss and output layer are those of the first-spike rule.</summary>
public sealed record EventReplaySettings : FirstSpikeSettings
{
    // deviation of a sum of four random bytes, times 64 (see InitialWeights)
    private const double SumDeviation = 147.8 * 64;

    public EventReplaySettings()
    {
        Hidden = 64;
        Batch = 32;
        OneSided = false;
        HiddenRate = 0.02;
        OutputRate = 0.004;
        TargetCorrect = 1.0;
        TargetWrong = 1.4;
    }

    /// <summary>Hidden neurons with recurrent synapses, the first ones.</summary>
    public int Recurrent { get; init; } = 16;

    /// <summary>Learning rate of the recurrent weights, thresholds per normalised step.</summary>
    public double RecurrentRate { get; init; } = 0.004;

    /// <summary>Factor on the three rates per epoch.</summary>
    public double RateDecay { get; init; } = 0.98;

    /// <summary>Mean of the initial input weights in thresholds.</summary>
    public double InputMean { get; init; } = 2.2;

    /// <summary>Their standard deviation.</summary>
    public double InputDeviation { get; init; } = 1;

    /// <summary>Standard deviation of the initial recurrent weights in thresholds; their mean is 0.</summary>
    public double RecurrentDeviation { get; init; } = 0.1;

    /// <summary>Mean of the initial output weights in thresholds.</summary>
    public double OutputMean { get; init; } = 0.15;

    /// <summary>Their standard deviation.</summary>
    public double OutputDeviation { get; init; } = 0.3;

    /// <inheritdoc/>
    public override uint[] ToWords(uint seed, int training, int validation, int test, uint spikePath)
    {
        uint[] words = base.ToWords(seed, training, validation, test, spikePath);
        words[Configuration.Recurrent] = (uint)Recurrent;
        words[Configuration.RecurrentRate] = Rate(RecurrentRate, FirstSpikeFormat.HiddenWeightFraction);
        words[Configuration.RateDecay] = (uint)Math.Round(RateDecay * 32768);
        words[Configuration.InputMean] = (uint)Raw(InputMean, FirstSpikeFormat.HiddenWeightFraction);
        words[Configuration.InputGain] = Gain(InputDeviation, FirstSpikeFormat.HiddenWeightFraction);
        words[Configuration.RecurrentGain] = Gain(RecurrentDeviation, FirstSpikeFormat.HiddenWeightFraction);
        words[Configuration.OutputMean] = (uint)Raw(OutputMean, FirstSpikeFormat.OutputWeightFraction);
        words[Configuration.OutputQuarterGain] = Gain(OutputDeviation / 4, FirstSpikeFormat.OutputWeightFraction);
        return words;
    }

    private static int Raw(double thresholds, int fraction) =>
        (int)Math.Clamp(Math.Round(thresholds * FirstSpikeFormat.Threshold * (1 << fraction)), short.MinValue, short.MaxValue);

    private static uint Gain(double thresholds, int fraction) =>
        (uint)Math.Clamp(Math.Round(thresholds * FirstSpikeFormat.Threshold * (1 << fraction) / SumDeviation * 32768), 0, short.MaxValue);
}
