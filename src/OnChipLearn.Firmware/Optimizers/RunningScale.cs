using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>
/// Root-mean-square s of a descent d, tracked without a square root: s += (d^2 / s - s) / 256, which is the average of d^2 with
/// beta_2 = 1 - 2/256 to first order. The smallest s, <see cref="Reciprocal.Smallest"/>, takes the place of Adam's epsilon.
/// </summary>
public static class RunningScale
{
    /// <summary>P(q * 2^7, d) is q d / 256 in the upper half of the accumulator, so s must be weighted by -2^7 to match.</summary>
    private const int ScaleGain = 128;

    /// <summary>
    /// Updates one vector of s, rounded stochastically by <paramref name="random"/> (0 to 32640 per lane, uniform), and gives 128 / s in Q0.15. It is the
    /// new s, so that an outlier is damped by itself.
    /// </summary>
    public static VectorH Track(VectorH[] scales, int index, VectorH descent, VectorH random)
    {
        VectorH scale = scales[index];
        VectorH former = Reciprocal.Of(scale);
        Accumulator.SetSum(random, random);
        Accumulator.AddFractional(scale);
        Accumulator.AddProductFractional(scale, VectorUnit.SplatHalfword(-ScaleGain));
        VectorH newScale = Accumulator.PlusProductFractional(VectorUnit.MultiplyFractional(descent, former), descent);
        VectorH smallest = VectorUnit.SplatHalfword(Reciprocal.Smallest);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(newScale, smallest));
        newScale = VectorUnit.Select(newScale, smallest, Condition.Less);
        scales[index] = newScale;
        return Reciprocal.Of(newScale);
    }
}
