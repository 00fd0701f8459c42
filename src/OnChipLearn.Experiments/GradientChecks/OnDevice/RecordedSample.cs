using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// Outputs and label of one sample, times in ticks; <see cref="FirstSpikeFormat.NoSpike"/> for silent outputs. Integers where a recorder stamped them. Inputs
/// and hidden spikes are the rule's own.
/// </summary>
internal abstract class RecordedSample
{
    /// <summary>First spike times of the outputs.</summary>
    public double[] Outputs { get; } = new double[FirstSpikeFormat.Outputs];

    /// <summary>Label.</summary>
    public int Label { get; set; }

    /// <summary>Time error of an output in ticks by the loss that the firmware is configured for, see <see cref="OutputLoss.Error"/>.</summary>
    public double Error(int output)
    {
        bool isLabel = output == Label;
        double error = Outputs[output] - Configuration.Words[isLabel ? Configuration.TargetCorrect : Configuration.TargetWrong];
        bool idle = Configuration.Words[Configuration.Loss] == Configuration.LossOneSided && (isLabel ? error < 0 : error > 0);
        return idle ? 0 : error;
    }

    /// <summary>Whether an output spiked.</summary>
    public bool Spiked(int output) => Outputs[output] < FirstSpikeFormat.NoSpike;
}
