using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// From hidden shadow weights to synapses of the top hemisphere, even columns. Row pair 2d, 2d+1 (driver d) carries input d mod 5, the even row
/// excitatory, the odd one inhibitory. One shadow weight W is spread over its five rows so that the rows add up to W rounded to nearest:
/// row r carries floor((W + 1/2 + r) / 5), and the sum over r = 0 .. 4 of floor((x + r) / 5) is floor(x).
/// </summary>
public static class HiddenRows
{
    /// <summary>Largest magnitude of a shadow weight, Q9.6: 314 LSB, so that no row exceeds 63.</summary>
    public const int LargestShadow = 314 << FirstSpikeFormat.HiddenWeightFraction;

    // x / 320 = x * 0.8 / 256, both products truncate downwards
    private const int FourFifths = 26214;
    private const int ShiftEight = 128;

    /// <summary>Writes all rows.</summary>
    public static void Write()
    {
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            Write(input, HiddenLayer.Weights[2 * input], HiddenLayer.Weights[(2 * input) + 1]);
        }
    }

    /// <summary>Writes the rows of one input; weights Q9.6 of the left and right half.</summary>
    public static void Write(int input, VectorH left, VectorH right)
    {
        for (int duplicate = 0; duplicate < FirstSpikeFormat.Duplication; duplicate++)
        {
            VectorH offset = VectorUnit.SplatHalfword((duplicate << FirstSpikeFormat.HiddenWeightFraction) + 32);
            SignedRows.Write((duplicate * FirstSpikeFormat.Inputs) + input, Share(left, offset), Share(right, offset));
        }
    }

    private static VectorH Share(VectorH shadow, VectorH offset) => VectorUnit.MultiplyFractional(
        VectorUnit.MultiplyFractional(VectorUnit.AddSaturating(shadow, offset), VectorUnit.SplatHalfword(FourFifths)),
        VectorUnit.SplatHalfword(ShiftEight));
}
