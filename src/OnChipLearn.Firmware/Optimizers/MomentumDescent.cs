using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum in lane operations: m = 0.9 m + 0.1 d, w += rate * m, both rounded stochastically. Needs one state
/// vector less than <see cref="AdaptiveMoments"/> and no reciprocal, but a rate per layer that fits the gradients.
/// </summary>
public static class MomentumDescent
{
    private const int MomentumGain = 3277;
    private const int MomentumKeep = 32768 - MomentumGain;

    /// <summary>One step of one vector of weights; parameters as in <see cref="AdaptiveMoments.Step"/>, rate in Q0.15 shadow LSB per descent LSB.</summary>
    public static void Step(
        VectorH[] weights, VectorH[] descents, VectorH[] momenta, int index, VectorH random, VectorH rate, VectorH limit)
    {
        Accumulator.SetSum(random, random);
        Accumulator.AddProductFractional(momenta[index], VectorUnit.SplatHalfword(MomentumKeep));
        VectorH momentum = Accumulator.PlusProductFractional(descents[index], VectorUnit.SplatHalfword(MomentumGain));
        momenta[index] = momentum;

        Accumulator.SetSum(random, random);
        Accumulator.AddFractional(weights[index]);
        weights[index] = Clamp.Magnitude(Accumulator.PlusProductFractional(momentum, rate), limit);
        descents[index] = VectorUnit.SplatHalfword(0);
    }
}
