using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>One step of all weights of a layer whose rows are two vectors each, left and right half; a row's halves share one draw of random bytes.</summary>
public static class LayerUpdate
{
    /// <summary>
    /// Steps every row. <paramref name="adaptive"/>: <see cref="AdaptiveMoments"/>, else <see cref="MomentumDescent"/>, which leaves
    /// <paramref name="scales"/> alone; <paramref name="rate"/> in Q0.15; <paramref name="limit"/>: largest magnitude of a shadow weight.
    /// </summary>
    public static void Step(bool adaptive, VectorH[] weights, VectorH[] descents, VectorH[] momenta, VectorH[] scales, int rate, int limit)
    {
        VectorH step = VectorUnit.SplatHalfword(rate);
        VectorH largest = VectorUnit.SplatHalfword(limit);
        for (int left = 0; left < weights.Length; left += 2)
        {
            VectorB random = RandomGenerators.Next(0);
            if (adaptive)
            {
                AdaptiveMoments.Step(weights, descents, momenta, scales, left, RandomLanes.Left(random), step, largest);
                AdaptiveMoments.Step(weights, descents, momenta, scales, left + 1, RandomLanes.Right(random), step, largest);
            }
            else
            {
                MomentumDescent.Step(weights, descents, momenta, left, RandomLanes.Left(random), step, largest);
                MomentumDescent.Step(weights, descents, momenta, left + 1, RandomLanes.Right(random), step, largest);
            }
        }
    }
}
