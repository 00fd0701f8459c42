using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>Neuron models.</summary>
public enum NeuronModel
{
    /// <summary><see cref="LeakyIntegrateAndFire{T}"/>.</summary>
    LeakyIntegrateAndFire,

    /// <summary><see cref="AdaptiveExponential{T}"/>.</summary>
    AdaptiveExponential,

    /// <summary><see cref="PlainLeakyIntegrateAndFire{T}"/>.</summary>
    PlainLeakyIntegrateAndFire,
}

/// <summary>Creates populations.</summary>
public static class NeuronModels
{
    /// <summary>A population of a model, computed at a width.</summary>
    public static NeuronPopulation Create(NeuronModel model, SimdTier tier) => (model, tier) switch
    {
        (NeuronModel.LeakyIntegrateAndFire, SimdTier.Scalar) => new LeakyIntegrateAndFire<ScalarLanes>(),
        (NeuronModel.LeakyIntegrateAndFire, SimdTier.Vector128) => new LeakyIntegrateAndFire<Lanes128>(),
        (NeuronModel.LeakyIntegrateAndFire, SimdTier.Vector256) => new LeakyIntegrateAndFire<Lanes256>(),
        (NeuronModel.LeakyIntegrateAndFire, SimdTier.Vector512) => new LeakyIntegrateAndFire<Lanes512>(),
        (NeuronModel.AdaptiveExponential, SimdTier.Scalar) => new AdaptiveExponential<ScalarLanes>(),
        (NeuronModel.AdaptiveExponential, SimdTier.Vector128) => new AdaptiveExponential<Lanes128>(),
        (NeuronModel.AdaptiveExponential, SimdTier.Vector256) => new AdaptiveExponential<Lanes256>(),
        (NeuronModel.AdaptiveExponential, SimdTier.Vector512) => new AdaptiveExponential<Lanes512>(),
        (NeuronModel.PlainLeakyIntegrateAndFire, SimdTier.Scalar) => new PlainLeakyIntegrateAndFire<ScalarLanes>(),
        (NeuronModel.PlainLeakyIntegrateAndFire, SimdTier.Vector128) => new PlainLeakyIntegrateAndFire<Lanes128>(),
        (NeuronModel.PlainLeakyIntegrateAndFire, SimdTier.Vector256) => new PlainLeakyIntegrateAndFire<Lanes256>(),
        (NeuronModel.PlainLeakyIntegrateAndFire, SimdTier.Vector512) => new PlainLeakyIntegrateAndFire<Lanes512>(),
        _ => throw new AnalogInputException("analog core", "neuron model", $"{model}, {tier}", "a known model and tier"),
    };
}
