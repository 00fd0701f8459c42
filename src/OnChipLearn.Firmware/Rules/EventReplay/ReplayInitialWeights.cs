using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>Initial shadow weights, nearly normal (<see cref="InitialWeights"/>), with the means and gains of the configuration; recurrent ones have mean 0.</summary>
public static class ReplayInitialWeights
{
    /// <summary>Draws the rows into the hidden layer (top processor).</summary>
    public static void DrawHidden(int recurrent)
    {
        uint[] words = Configuration.Words;
        VectorH[] scratch = ReplayLayer.Descent;
        for (int row = 0; row < FirstSpikeFormat.Inputs + recurrent; row++)
        {
            bool isInput = row < FirstSpikeFormat.Inputs;
            InitialWeights.DrawSums(scratch);
            VectorH deviation = VectorUnit.MultiplyFractional(
                scratch[0], VectorUnit.SplatHalfword((int)words[isInput ? Configuration.InputGain : Configuration.RecurrentGain]));
            VectorH mean = VectorUnit.SplatHalfword(isInput ? (int)words[Configuration.InputMean] : 0);
            ReplayLayer.Weights[row] = Clamp.Magnitude(
                VectorUnit.AddSaturating(deviation, mean), VectorUnit.SplatHalfword(isInput ? HiddenRows.LargestShadow : ReplayFormat.LargestRecurrent));
        }

        Clear(scratch);
    }

    /// <summary>Draws the rows into the output layer (bottom processor).</summary>
    public static void DrawOutput()
    {
        uint[] words = Configuration.Words;
        VectorH[] scratch = OutputReplay.Descent;
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            InitialWeights.DrawSums(scratch);
            VectorH quarter = VectorUnit.MultiplyFractional(scratch[0], VectorUnit.SplatHalfword((int)words[Configuration.OutputQuarterGain]));
            VectorH twice = VectorUnit.AddSaturating(quarter, quarter);
            VectorH weight = VectorUnit.AddSaturating(
                VectorUnit.AddSaturating(twice, twice), VectorUnit.SplatHalfword((int)words[Configuration.OutputMean]));
            OutputReplay.Weights[output] = Clamp.Magnitude(weight, VectorUnit.SplatHalfword(OutputWords.LargestShadow));
        }

        Clear(scratch);
    }

    // the descents, not in use yet
    private static void Clear(VectorH[] scratch)
    {
        scratch[0] = VectorUnit.SplatHalfword(0);
        scratch[1] = VectorUnit.SplatHalfword(0);
    }
}
