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

    /// <summary>Target times of the outputs.</summary>
    public double[] Targets { get; } = new double[FirstSpikeFormat.Outputs];

    /// <summary>Label.</summary>
    public int Label { get; set; }

    /// <summary>Whether an output spiked.</summary>
    public bool Spiked(int output) => Outputs[output] < FirstSpikeFormat.NoSpike;
}
