using OnChipLearn.Analog;
using OnChipLearn.Analog.Imperfection;

namespace OnChipLearn.Chip.Configuration;

/// <summary>What a simulated chip is made of.</summary>
public sealed record ChipConfiguration
{
    /// <summary>Chip instance: seed and imperfection.</summary>
    public ChipInstance Instance { get; init; } = ChipInstance.Ideal;

    /// <summary>Neuron model and SIMD tier.</summary>
    public AnalogCoreOptions Analog { get; init; } = new();

    /// <summary>Latencies.</summary>
    public ChipTiming Timing { get; init; } = new();

    /// <summary>Trials, player and recorder.</summary>
    public TrialConfiguration Trials { get; init; } = new();

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ChipInputException">A value is out of range.</exception>
    public void Validate()
    {
        Timing.Validate();
        Trials.Validate();
    }
}
