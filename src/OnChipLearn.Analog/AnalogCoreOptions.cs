using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog;

/// <summary>Choices that are not part of a chip: the neuron model, and how wide the host computes (no result depends on it).</summary>
public sealed record AnalogCoreOptions
{
    /// <summary>Neuron model of both hemispheres.</summary>
    public NeuronModel Model { get; init; } = NeuronModel.LeakyIntegrateAndFire;

    /// <summary>Kernel width.</summary>
    public SimdTier Tier { get; init; } = SimdTiers.Widest;
}
