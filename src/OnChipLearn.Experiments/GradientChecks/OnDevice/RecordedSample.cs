using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>First spike times of one sample in ticks; <see cref="FirstSpikeFormat.NoSpike"/> for silent neurons. Integers where a recorder stamped them.</summary>
internal sealed class RecordedSample
{
    /// <summary>Input times.</summary>
    public double[] Inputs { get; } = new double[FirstSpikeFormat.Inputs];

    /// <summary>Hidden times by element.</summary>
    public double[] Hidden { get; } = new double[FirstSpikeFormat.HiddenCapacity];

    /// <summary>Output times.</summary>
    public double[] Outputs { get; } = new double[FirstSpikeFormat.Outputs];

    /// <summary>Label.</summary>
    public int Label { get; set; }

    /// <summary>Time error of an output in ticks by the loss that the firmware is configured for, see <see cref="OutputLoss.Error"/>.</summary>
    public double Error(int output) => Error(Outputs[output], output == Label);

    /// <summary>The same for any output time in ticks.</summary>
    public static double Error(double time, bool isLabel)
    {
        double error = time - Configuration.Words[isLabel ? Configuration.TargetCorrect : Configuration.TargetWrong];
        bool idle = Configuration.Words[Configuration.Loss] == Configuration.LossOneSided && (isLabel ? error < 0 : error > 0);
        return idle ? 0 : error;
    }

    /// <summary>Whether an output spiked.</summary>
    public bool Spiked(int output) => Outputs[output] < FirstSpikeFormat.NoSpike;
}
