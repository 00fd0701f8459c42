using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>
/// RMSprop in lane operations: w += rate * d / s with the tracked root-mean-square s of <see cref="AdaptiveMoments"/>. Needs no momentum, and rows may
/// share a vector of s: then s is the root-mean-square over those rows.
/// </summary>
public static class NormalisedDescent
{
    /// <summary>
    /// One step of one vector of weights. <paramref name="random"/>: 0 to 32640 per lane, uniform; <paramref name="rate"/> in Q0.15, 1 moves a weight by
    /// <see cref="AdaptiveMoments.LargestStep"/> LSB of its shadow per unit of d / s; <paramref name="limit"/>: largest magnitude of the shadow weight.
    /// The descent is cleared.
    /// </summary>
    public static void Step(VectorH[] weights, VectorH[] descents, int index, VectorH[] scales, int scale, VectorH random, VectorH rate, VectorH limit)
    {
        VectorH descent = descents[index];
        VectorH inverse = RunningScale.Track(scales, scale, descent, random);
        Accumulator.SetSum(random, random);
        Accumulator.AddFractional(weights[index]);
        weights[index] = Clamp.Magnitude(
            Accumulator.PlusProductFractional(descent, VectorUnit.MultiplyFractional(inverse, rate)), limit);
        descents[index] = VectorUnit.SplatHalfword(0);
    }
}
