using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Hidden layer, lanes = neurons: currents at the spikes from shadow weights and spike times, the reciprocal slope, and from the errors that the
/// output layer hands back the gradient of the input weights. Closed form for one spike per neuron and tau_m = 2 tau_s:
/// A = e / (I - threshold), dL/dw_ij = -tau_s A_j 2u(1-u), I_j = sum w_ij u^2 with u = e^(-(t_j - t_i) / 2 tau_s) and only inputs with t_i &lt; t_j.
/// </summary>
public static class HiddenLayer
{
    /// <summary>Shadow weights, Q9.6, element 2 * input + half: the sum over the duplicated rows.</summary>
    public static readonly VectorH[] Weights = new VectorH[FirstSpikeFormat.Inputs * FirstSpikeFormat.Halves];

    /// <summary>Negative gradient summed over the batch in units of tau_s, Q3.12 ticks per LSB, saturating; element as in <see cref="Weights"/>.</summary>
    public static readonly VectorH[] Descent = new VectorH[FirstSpikeFormat.Inputs * FirstSpikeFormat.Halves];

    private static readonly short[] InputGrowth = new short[FirstSpikeFormat.Inputs];
    private static readonly VectorH[] Decays = new VectorH[FirstSpikeFormat.Halves];
    private static readonly VectorH[] InverseSlopes = new VectorH[FirstSpikeFormat.Halves];

    // not 0 for neurons that spiked before the last output in any sample since the last update
    private static readonly VectorH[] Heard = new VectorH[FirstSpikeFormat.Halves];

    /// <summary>Everything that needs no error: decays, currents, 8 / (I - threshold).</summary>
    public static void Prepare()
    {
        for (int i = 0; i < FirstSpikeFormat.Inputs; i++)
        {
            InputGrowth[i] = (short)Growth.OfTicks(TrialRecord.Inputs[i]);
        }

        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorH last = VectorUnit.SplatHalfword(TrialRecord.LastOutput());
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            VectorH time = Sram.Load(TrialRecord.Hidden, half * VectorH.Length);
            VectorUnit.Compare(VectorUnit.SubtractSaturating(last, time));
            Heard[half] = VectorUnit.Select(Heard[half], last, Condition.Greater);
            VectorH decay = Decay.OfTicks(time);
            Decays[half] = decay;
            Accumulator.Set(zero);
            for (int i = 0; i < FirstSpikeFormat.Inputs; i++)
            {
                // (u/2)^2 = u^2/4: the sum of products is kept in 32 bits, ACC = I * 2^20
                VectorH halfU = HalfKernel(time, decay, i);
                Accumulator.AddProductFractional(Weights[(2 * i) + half], VectorUnit.MultiplyFractional(halfU, halfU));
            }

            InverseSlopes[half] = InverseSlope.OfCurrentSum();
        }
    }

    /// <summary>Adds this sample's gradient; <paramref name="error"/> is the error at the hidden spikes, Q6.9 ticks.</summary>
    public static void Accumulate(int half, VectorH error)
    {
        VectorH time = Sram.Load(TrialRecord.Hidden, half * VectorH.Length);
        VectorH decay = Decays[half];
        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(time, VectorUnit.SplatHalfword(FirstSpikeFormat.NoSpike)));
        VectorH adjoint = VectorUnit.MultiplyFractional(zero, error, InverseSlopes[half], Condition.Less);
        for (int i = 0; i < FirstSpikeFormat.Inputs; i++)
        {
            VectorH kappa = Kernel.Kappa(HalfKernel(time, decay, i));
            int index = (2 * i) + half;
            Descent[index] = VectorUnit.AddSaturating(Descent[index], VectorUnit.MultiplyFractional(adjoint, kappa));
        }
    }

    /// <summary>
    /// Raises the input weights of neurons that no output has heard since the last update: silent ones, and ones that spike after every output
    /// (<see cref="Encouragement"/>). A batch without errors is no reason.
    /// </summary>
    public static void EncourageSilent()
    {
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            Encouragement.RaiseQuiet(Weights, Heard[half], half, FirstSpikeFormat.Halves, FirstSpikeFormat.Inputs);
            Heard[half] = VectorUnit.SplatHalfword(0);
        }
    }

    /// <summary>u/2 in Q0.15 for one input, 0 in lanes that spiked before it.</summary>
    private static VectorH HalfKernel(VectorH time, VectorH decay, int input) =>
        Kernel.HalfSince(time, decay, TrialRecord.Inputs[input], InputGrowth[input]);
}
