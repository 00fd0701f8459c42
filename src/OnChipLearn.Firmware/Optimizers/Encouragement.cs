using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Optimizers;

/// <summary>
/// Raises the input weights of hidden neurons without any gradient in the batch: silent ones, and ones that spike after every output. Uses the descent, so
/// it comes before the optimizer clears it.
/// </summary>
public static class Encouragement
{
    /// <summary>Rows first, first + stride, ... of one vector of neurons.</summary>
    public static void Raise(VectorH[] weights, VectorH[] descents, int first, int stride, int rows)
    {
        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorH limit = VectorUnit.SplatHalfword(HiddenRows.LargestShadow);
        VectorH any = zero;
        for (int row = 0; row < rows; row++)
        {
            VectorUnit.Compare(any);
            any = VectorUnit.Select(any, descents[first + (row * stride)], Condition.Equal);
        }

        VectorUnit.Compare(any);
        VectorH raise = VectorUnit.Select(zero, VectorUnit.SplatHalfword(FirstSpikeFormat.Encouragement), Condition.Equal);
        for (int row = 0; row < rows; row++)
        {
            int index = first + (row * stride);
            weights[index] = Clamp.Magnitude(VectorUnit.AddSaturating(weights[index], raise), limit);
        }
    }
}
