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
        VectorH any = VectorUnit.SplatHalfword(0);
        for (int row = 0; row < rows; row++)
        {
            VectorUnit.Compare(any);
            any = VectorUnit.Select(any, descents[first + (row * stride)], Condition.Equal);
        }

        RaiseQuiet(weights, any, first, stride, rows);
    }

    /// <summary>The same, for neurons (lanes) whose <paramref name="evidence"/> is 0.</summary>
    public static void RaiseQuiet(VectorH[] weights, VectorH evidence, int first, int stride, int rows)
    {
        VectorH limit = VectorUnit.SplatHalfword(HiddenRows.LargestShadow);
        VectorUnit.Compare(evidence);
        VectorH raise = VectorUnit.Select(VectorUnit.SplatHalfword(0), VectorUnit.SplatHalfword(FirstSpikeFormat.Encouragement), Condition.Equal);
        for (int row = 0; row < rows; row++)
        {
            int index = first + (row * stride);
            weights[index] = Clamp.Magnitude(VectorUnit.AddSaturating(weights[index], raise), limit);
        }
    }
}
