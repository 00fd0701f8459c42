using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>From shadow weights to synapses of the top hemisphere: input rows as in <see cref="HiddenRows"/>, one row pair per recurrent neuron.</summary>
public static class ReplayRows
{
    private const int Nearest = 1 << (FirstSpikeFormat.HiddenWeightFraction - 1);
    private const int ShiftSix = 512;

    /// <summary>Writes all rows; <paramref name="recurrent"/> neurons have recurrent synapses.</summary>
    public static void Write(int recurrent)
    {
        VectorH zero = VectorUnit.SplatHalfword(0);
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            HiddenRows.Write(input, ReplayLayer.Weights[input], zero);
        }

        for (int lane = 0; lane < recurrent; lane++)
        {
            VectorH shadow = VectorUnit.AddSaturating(ReplayLayer.Weights[FirstSpikeFormat.Inputs + lane], VectorUnit.SplatHalfword(Nearest));
            SignedRows.Write(ReplayFormat.RecurrentDriver(lane), VectorUnit.MultiplyFractional(shadow, VectorUnit.SplatHalfword(ShiftSix)), zero);
        }
    }
}
