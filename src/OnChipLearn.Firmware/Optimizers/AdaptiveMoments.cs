using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>
/// Adam in lane operations: momentum m, root-mean-square s of the descent (<see cref="RunningScale"/>), step m / s. All three states are rounded
/// stochastically with one random number per lane, so that steps below an LSB count.
/// </summary>
public static class AdaptiveMoments
{
    /// <summary>A rate of 1 (Q0.15) moves a weight by this many LSB of its shadow per unit of m / s.</summary>
    public const int LargestStep = 128;

    /// <summary>1 - beta_1 in Q0.15, and its complement.</summary>
    private const int MomentumGain = 3277;
    private const int MomentumKeep = 32768 - MomentumGain;

    /// <summary>
    /// One step of one vector of weights. <paramref name="random"/>: 0 to 32640 per lane, uniform; <paramref name="rate"/> in Q0.15;
    /// <paramref name="limit"/>: largest magnitude of the shadow weight. The descent is cleared.
    /// </summary>
    public static void Step(
        VectorH[] weights, VectorH[] descents, VectorH[] momenta, VectorH[] scales, int index, VectorH random, VectorH rate, VectorH limit)
    {
        VectorH descent = descents[index];
        Accumulator.SetSum(random, random);
        Accumulator.AddProductFractional(momenta[index], VectorUnit.SplatHalfword(MomentumKeep));
        VectorH momentum = Accumulator.PlusProductFractional(descent, VectorUnit.SplatHalfword(MomentumGain));
        momenta[index] = momentum;
        VectorH inverse = RunningScale.Track(scales, index, descent, random);

        Accumulator.SetSum(random, random);
        Accumulator.AddFractional(weights[index]);
        VectorH weight = Accumulator.PlusProductFractional(momentum, VectorUnit.MultiplyFractional(inverse, rate));
        weights[index] = Clamp.Magnitude(weight, limit);
        descents[index] = VectorUnit.SplatHalfword(0);
    }
}
