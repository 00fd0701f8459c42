using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>Neuron models.</summary>
public enum NeuronModel
{
    /// <summary><see cref="LeakyIntegrateAndFire{T}"/>.</summary>
    LeakyIntegrateAndFire,
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
        _ => throw new AnalogInputException("analog core", "neuron model", $"{model}, {tier}", "a known model and tier"),
    };
}
