using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Initial shadow weights from the random generators: the sum of four bytes per weight, nearly normal, scaled to mean and deviation
/// N(3, 1.6) thresholds for an input (all its rows) and N(0.5, 0.8) for an output weight, clamped.
/// </summary>
public static class InitialWeights
{
    // the sum of four bytes has mean 510 and deviation 147.8; (sum - 510) * 64 stays within a halfword
    private const int SumMean = 510;
    private const int SumShift = 6;

    // 1.6 * 58 LSB in Q9.6 per 147.8 * 64, and 3 * 58 LSB
    private const int HiddenGain = 20574;
    private const int HiddenMean = 11136;

    // a quarter of 0.8 * 58 LSB in Q6.9 per 147.8 * 64, and 0.5 * 58 LSB
    private const int OutputQuarterGain = 20572;
    private const int OutputMean = 14848;

    private static readonly VectorH[] Sums = new VectorH[FirstSpikeFormat.Halves];

    /// <summary>Draws the hidden weights (top processor).</summary>
    public static void DrawHidden()
    {
        VectorH limit = VectorUnit.SplatHalfword(HiddenRows.LargestShadow);
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            DrawSums(Sums);
            for (int half = 0; half < FirstSpikeFormat.Halves; half++)
            {
                VectorH deviation = VectorUnit.MultiplyFractional(Sums[half], VectorUnit.SplatHalfword(HiddenGain));
                VectorH weight = VectorUnit.AddSaturating(deviation, VectorUnit.SplatHalfword(HiddenMean));
                HiddenLayer.Weights[(2 * input) + half] = Clamp.Magnitude(weight, limit);
            }
        }
    }

    /// <summary>Draws the output weights (bottom processor).</summary>
    public static void DrawOutput()
    {
        VectorH limit = VectorUnit.SplatHalfword(OutputWords.LargestShadow);
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            DrawSums(Sums);
            for (int half = 0; half < FirstSpikeFormat.Halves; half++)
            {
                VectorH quarter = VectorUnit.MultiplyFractional(Sums[half], VectorUnit.SplatHalfword(OutputQuarterGain));
                VectorH twice = VectorUnit.AddSaturating(quarter, quarter);
                VectorH weight = VectorUnit.AddSaturating(VectorUnit.AddSaturating(twice, twice), VectorUnit.SplatHalfword(OutputMean));
                OutputLayer.Weights[(2 * output) + half] = Clamp.Magnitude(weight, limit);
            }
        }
    }

    /// <summary>(sum of four random bytes - 510) * 64 for both halves of a row: left and right.</summary>
    public static void DrawSums(VectorH[] sums)
    {
        VectorB zero = VectorUnit.SplatByte(0);
        VectorH left = VectorUnit.SplatHalfword(-SumMean);
        VectorH right = left;
        for (int draw = 0; draw < 4; draw++)
        {
            VectorB bytes = RandomGenerators.Next(0);
            left = VectorUnit.AddModulo(left, VectorUnit.UnpackLeft(zero, bytes, 0));
            right = VectorUnit.AddModulo(right, VectorUnit.UnpackRight(zero, bytes, 0));
        }

        sums[0] = VectorUnit.Shift(left, SumShift);
        sums[1] = VectorUnit.Shift(right, SumShift);
    }
}
