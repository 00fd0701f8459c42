using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>8 / (I - threshold) of hidden spikes, which turns errors of Q6.9 into adjoints of Q3.12.</summary>
public static class InverseSlope
{
    /// <summary>
    /// From the current sum in the accumulator (I * 2^20, I in LSB): Q0.15, I - threshold clamped at <see cref="FirstSpikeFormat.HiddenSlopeFloor"/>.
    /// </summary>
    public static VectorH OfCurrentSum()
    {
        VectorH slope = Accumulator.PlusFractional(VectorUnit.SplatHalfword(-FirstSpikeFormat.Threshold << FirstSpikeFormat.HiddenCurrentFraction));
        VectorH floor = VectorUnit.SplatHalfword(FirstSpikeFormat.HiddenSlopeFloor << FirstSpikeFormat.HiddenCurrentFraction);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(slope, floor));
        return Reciprocal.Of(VectorUnit.Select(slope, floor, Condition.Less));
    }
}
