using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>
/// Adam in lane operations: momentum m, root-mean-square s of the descent, step m / s. The square root is not computed but tracked,
/// s += (d^2 / s - s) / 256, which is the average of d^2 with beta_2 = 1 - 2/256 to first order; the step
/// uses the new s, so that an outlier is damped by itself. All three states are rounded stochastically with one random number per lane, so that steps below an LSB count. The smallest s,
/// <see cref="Reciprocal.Smallest"/>, takes the place of Adam's epsilon.
/// </summary>
public static class AdaptiveMoments
{
    /// <summary>A rate of 1 (Q0.15) moves a weight by this many LSB of its shadow per unit of m / s.</summary>
    public const int LargestStep = 128;

    /// <summary>1 - beta_1 in Q0.15, and its complement.</summary>
    private const int MomentumGain = 3277;
    private const int MomentumKeep = 32768 - MomentumGain;

    /// <summary>P(q * 2^7, d) is q d / 256 in the upper half of the accumulator, so s must be weighted by -2^7 to match.</summary>
    private const int ScaleGain = 128;

    /// <summary>
    /// One step of one vector of weights. <paramref name="random"/>: 0 to 32640 per lane, uniform; <paramref name="rate"/> in Q0.15;
    /// <paramref name="limit"/>: largest magnitude of the shadow weight. The descent is cleared.
    /// </summary>
    public static void Step(
        VectorH[] weights, VectorH[] descents, VectorH[] momenta, VectorH[] scales, int index, VectorH random, VectorH rate, VectorH limit)
    {
        VectorH descent = descents[index];
        VectorH scale = scales[index];
        VectorH former = Reciprocal.Of(scale);

        Accumulator.SetSum(random, random);
        Accumulator.AddProductFractional(momenta[index], VectorUnit.SplatHalfword(MomentumKeep));
        VectorH momentum = Accumulator.PlusProductFractional(descent, VectorUnit.SplatHalfword(MomentumGain));
        momenta[index] = momentum;

        Accumulator.SetSum(random, random);
        Accumulator.AddFractional(scale);
        Accumulator.AddProductFractional(scale, VectorUnit.SplatHalfword(-ScaleGain));
        VectorH newScale = Accumulator.PlusProductFractional(VectorUnit.MultiplyFractional(descent, former), descent);
        VectorH smallest = VectorUnit.SplatHalfword(Reciprocal.Smallest);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(newScale, smallest));
        newScale = VectorUnit.Select(newScale, smallest, Condition.Less);
        scales[index] = newScale;
        VectorH inverse = Reciprocal.Of(newScale);

        Accumulator.SetSum(random, random);
        Accumulator.AddFractional(weights[index]);
        VectorH weight = Accumulator.PlusProductFractional(momentum, VectorUnit.MultiplyFractional(inverse, rate));
        weights[index] = Clamp.Magnitude(weight, limit);
        descents[index] = VectorUnit.SplatHalfword(0);
    }
}
