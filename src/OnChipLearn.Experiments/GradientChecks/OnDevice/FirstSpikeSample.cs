using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>One sample of rule FirstSpike: inputs and the hidden neurons' first spikes.</summary>
internal sealed class FirstSpikeSample : RecordedSample
{
    /// <summary>Input times in ticks.</summary>
    public double[] Inputs { get; } = new double[FirstSpikeFormat.Inputs];

    /// <summary>Times by element in ticks; <see cref="FirstSpikeFormat.NoSpike"/> for silent neurons.</summary>
    public double[] Hidden { get; } = new double[FirstSpikeFormat.HiddenCapacity];
}
