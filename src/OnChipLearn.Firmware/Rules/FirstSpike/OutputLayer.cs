using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Output layer, lanes = hidden neurons: currents of the three output neurons (summed over lanes through SRAM), their adjoints
/// A = e / (I - threshold) by the scalar divider, the gradient of the output weights and the error at the hidden spikes,
/// e_j = sum_o w_jo A_o u(2u-1).
/// </summary>
public static class OutputLayer
{
    /// <summary>Reference time of the growth factors in ticks; a hidden spike later than this counts as one at this time.</summary>
    public const int ReferenceTicks = 3000;

    /// <summary>Shadow weights, Q6.9, element 2 * output + half.</summary>
    public static readonly VectorH[] Weights = new VectorH[FirstSpikeFormat.Outputs * FirstSpikeFormat.Halves];

    /// <summary>Negative gradient summed over the batch in units of tau_s, Q2.13 ticks per LSB, saturating; element as in <see cref="Weights"/>.</summary>
    public static readonly VectorH[] Descent = new VectorH[FirstSpikeFormat.Outputs * FirstSpikeFormat.Halves];

    /// <summary><see cref="Answer"/> of a trial without an output spike.</summary>
    public const int NoAnswer = -1;

    /// <summary><see cref="Answer"/> of a trial whose first two output spikes share a tick.</summary>
    public const int Tie = -2;

    /// <summary>Adjoints, <see cref="FirstSpikeFormat.OutputAdjointFraction"/> fractional bits.</summary>
    public static readonly short[] Adjoints = new short[FirstSpikeFormat.Outputs];

    /// <summary>Makes the lanes of the current sum unsigned, Q8.7.</summary>
    public const int LaneBias = 16384;

    /// <summary>From Q8.7 to eighths of an LSB.</summary>
    public const int LaneShift = 4;

    private static readonly short[] OutputGrowth = new short[FirstSpikeFormat.Outputs];
    private static readonly VectorH[] Growths = new VectorH[FirstSpikeFormat.Halves];

    /// <summary>Growth factors of the hidden spikes, e^(-(R - t) / 2 tau_s), and e^((R - t_o) / 2 tau_s) / 8 of the output spikes.</summary>
    public static void Prepare()
    {
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            Growths[half] = GrowthsOf(Sram.Load(TrialRecord.Hidden, half * VectorH.Length));
        }

        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputGrowth[output] = (short)Growth.OfTicks(ReferenceTicks - TrialRecord.Outputs[output]);
        }
    }

    /// <summary>Growth factors of hidden spikes at these times, e^(-(R - t) / 2 tau_s).</summary>
    public static VectorH GrowthsOf(VectorH times)
    {
        VectorH left = VectorUnit.SubtractSaturating(VectorUnit.SplatHalfword(ReferenceTicks), times);
        VectorUnit.Compare(left);
        return Decay.OfTicks(VectorUnit.Select(left, VectorUnit.SplatHalfword(0), Condition.Less));
    }

    /// <summary>I - threshold of one output at its spike, in eighths of an LSB, not clamped.</summary>
    public static int Slope(int output)
    {
        Accumulator.Set(VectorUnit.SplatHalfword(0));
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            VectorH halfU = HalfKernel(output, half);

            // w * u^2/4: ACC = I * 2^23, two halves of lanes never reach 2^31
            Accumulator.AddProductFractional(Weights[(2 * output) + half], VectorUnit.MultiplyFractional(halfU, halfU));
        }

        return SlopeOfCurrentSum();
    }

    /// <summary>I - threshold in eighths of an LSB from the current sums of the lanes in the accumulator, I * 2^23.</summary>
    public static int SlopeOfCurrentSum()
    {
        // lanes become unsigned numbers of LaneSum.LaneBits bits
        VectorH biased = Accumulator.PlusFractional(VectorUnit.SplatHalfword(LaneBias + (1 << (LaneShift - 1))));
        int current = LaneSum.Of(VectorUnit.Shift(biased, -LaneShift)) - (VectorH.Length * (LaneBias >> LaneShift));
        return current - (FirstSpikeFormat.Threshold << FirstSpikeFormat.OutputCurrentFraction);
    }

    /// <summary>Adjoint of one output from its time error in ticks and its slope in eighths of an LSB: clamped below, saturated.</summary>
    public static short Adjoint(int error, int slope)
    {
        const int floor = FirstSpikeFormat.OutputSlopeFloor << FirstSpikeFormat.OutputCurrentFraction;
        int clamped = slope < floor ? floor : slope;
        return Saturation.ToHalfword((error << (FirstSpikeFormat.OutputAdjointFraction + FirstSpikeFormat.OutputCurrentFraction)) / clamped);
    }

    /// <summary>Adds this sample's gradient of the output weights.</summary>
    public static void Accumulate()
    {
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            if (Adjoints[output] == 0)
            {
                continue;
            }

            VectorH adjoint = VectorUnit.SplatHalfword(Adjoints[output]);
            for (int half = 0; half < FirstSpikeFormat.Halves; half++)
            {
                VectorH kappa = Kernel.Kappa(HalfKernel(output, half));
                int index = (2 * output) + half;
                Descent[index] = VectorUnit.AddSaturating(Descent[index], VectorUnit.MultiplyFractional(adjoint, kappa));
            }
        }
    }

    /// <summary>Whether any output has an adjoint, so that there is something to learn from.</summary>
    public static bool HasError() => Adjoints[0] != 0 || Adjoints[1] != 0 || Adjoints[2] != 0;

    /// <summary>Error at the hidden spikes of one half, Q6.9 ticks, saturating.</summary>
    public static VectorH HiddenError(int half)
    {
        Accumulator.Set(VectorUnit.SplatHalfword(0));
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            VectorH psi = Kernel.Psi(HalfKernel(output, half));
            Accumulator.AddProductFractional(
                Weights[(2 * output) + half], VectorUnit.MultiplyFractional(psi, VectorUnit.SplatHalfword(Adjoints[output])));
        }

        return ErrorOfProductSum();
    }

    /// <summary>Errors at hidden spikes, Q6.9 ticks, saturating, from the product sums of the lanes in the accumulator, e * 2^23.</summary>
    public static VectorH ErrorOfProductSum()
    {
        // the upper half is Q8.7, two saturating doublings make it Q6.9: less range (16 ticks) clips too many early gradients and costs up to two points
        VectorH error = Accumulator.PlusFractional(VectorUnit.SplatHalfword(0));
        error = VectorUnit.AddSaturating(error, error);
        return VectorUnit.AddSaturating(error, error);
    }

    /// <summary>Number of the output that spiked first, <see cref="NoAnswer"/> or <see cref="Tie"/>.</summary>
    public static int Answer()
    {
        int answer = NoAnswer;
        int first = FirstSpikeFormat.NoSpike;
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            int ticks = TrialRecord.Outputs[output];
            if (ticks < first)
            {
                first = ticks;
                answer = output;
            }
            else if (ticks == first && answer != NoAnswer)
            {
                answer = Tie;
            }
        }

        return answer;
    }

    /// <summary>u/2 in Q0.15 between one output spike and the hidden spikes before it, 0 for the others.</summary>
    private static VectorH HalfKernel(int output, int half) =>
        Kernel.HalfUntil(Sram.Load(TrialRecord.Hidden, half * VectorH.Length), Growths[half], TrialRecord.Outputs[output], OutputGrowth[output]);
}
