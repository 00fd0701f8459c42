using OnChipLearn.EventProp.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>Parameters of the first-spike rule in the units of its configuration words.</summary>
public record FirstSpikeSettings
{
    /// <summary>Epochs.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Training samples per update.</summary>
    public int Batch { get; init; } = new TrainingSettings().BatchSize;

    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; init; } = 120;

    /// <summary>Learning rate of the hidden layer, thresholds per normalised step of an input's summed weight.</summary>
    public double HiddenRate { get; init; } = 0.02;

    /// <summary>Learning rate of the output layer, thresholds per normalised step.</summary>
    public double OutputRate { get; init; } = 0.0043;

    /// <summary>Epochs in which both rates fall to 0, in equal steps.</summary>
    public int RateEpochs { get; init; } = 120;

    /// <summary>Whether the label's output errs only after its target and the others only before theirs.</summary>
    public bool OneSided { get; init; } = true;

    /// <summary>Target time of the label's output in tau_s.</summary>
    public double TargetCorrect { get; init; } = 1.2;

    /// <summary>Target time of the other outputs in tau_s.</summary>
    public double TargetWrong { get; init; } = 1.6;

    /// <summary>Words for <see cref="Configuration.Words"/>.</summary>
    public virtual uint[] ToWords(uint seed, int training, int validation, int test, uint spikePath)
    {
        uint[] words = new uint[Configuration.Count];
        words[Configuration.Seed] = seed;
        words[Configuration.Epochs] = (uint)Epochs;
        words[Configuration.TrainingSamples] = (uint)training;
        words[Configuration.ValidationSamples] = (uint)validation;
        words[Configuration.TestSamples] = (uint)test;
        words[Configuration.Batch] = (uint)Batch;
        words[Configuration.HiddenRate] = Rate(HiddenRate, FirstSpikeFormat.HiddenWeightFraction);
        words[Configuration.OutputRate] = Rate(OutputRate, FirstSpikeFormat.OutputWeightFraction);
        words[Configuration.TargetCorrect] = (uint)Math.Round(TargetCorrect * FirstSpikeFormat.TicksPerTau);
        words[Configuration.TargetWrong] = (uint)Math.Round(TargetWrong * FirstSpikeFormat.TicksPerTau);
        words[Configuration.Loss] = OneSided ? Configuration.LossOneSided : Configuration.LossTwoSided;
        words[Configuration.RateEpochs] = (uint)RateEpochs;
        words[Configuration.SpikePath] = spikePath;
        words[Configuration.Optimizer] = Configuration.OptimizerAdaptive;
        return words;
    }

    /// <summary>A learning rate in thresholds as the optimizers want it, for shadow weights with this many fractional bits.</summary>
    protected static uint Rate(double thresholds, int fraction)
    {
        double rate = thresholds * FirstSpikeFormat.Threshold * (1 << fraction) / Firmware.Optimizers.AdaptiveMoments.LargestStep * 32768;
        return (uint)Math.Min(Math.Round(rate), short.MaxValue);
    }
}
