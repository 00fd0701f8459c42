using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>
/// Output layer, lanes = hidden neurons: as <see cref="OutputLayer"/>, with sums over the spikes of every hidden neuron, level by level. Outputs spike once.
/// </summary>
public static class OutputReplay
{
    /// <summary>Shadow weights, Q6.9, one row per output (bottom processor).</summary>
    public static readonly VectorH[] Weights = new VectorH[FirstSpikeFormat.Outputs];

    /// <summary>Negative gradient summed over the batch in units of tau_s, Q2.13 ticks per LSB, saturating.</summary>
    public static readonly VectorH[] Descent = new VectorH[FirstSpikeFormat.Outputs];

    /// <summary>Adjoints, <see cref="FirstSpikeFormat.OutputAdjointFraction"/> fractional bits.</summary>
    public static readonly short[] Adjoints = new short[FirstSpikeFormat.Outputs];

    /// <summary>First word of the shadow weights in <see cref="Exchange.Weights"/> that are in use (top processor).</summary>
    public static int Received;

    private const int WordsPerRow = VectorH.Length / 2;

    private static readonly short[] OutputGrowth = new short[FirstSpikeFormat.Outputs];
    private static readonly VectorH[] Growths = new VectorH[ReplayFormat.Levels];

    /// <summary>
    /// First word in <see cref="Exchange.Weights"/> for the weights of an update: odd and even updates take turns, since the bottom processor may send the
    /// next ones while the top one still learns from the last sample of a batch.
    /// </summary>
    public static int Slot(uint update) => (int)(update & 1) * FirstSpikeFormat.Outputs * WordsPerRow;

    /// <summary>Growth factors of the output spikes, e^((R - t_o) / 2 tau_s) / 8.</summary>
    public static void PrepareOutputs()
    {
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputGrowth[output] = (short)Growth.OfTicks(OutputLayer.ReferenceTicks - TrialRecord.Outputs[output]);
        }
    }

    /// <summary>Growth factors of the hidden spikes, e^(-(R - t) / 2 tau_s).</summary>
    public static void PrepareHidden()
    {
        for (int level = 0; level < SpikeTrains.Levels; level++)
        {
            Growths[level] = OutputLayer.GrowthsOf(Sram.Load(SpikeTrains.Times, level * VectorH.Length));
        }
    }

    /// <summary>I - threshold of one output at its spike, in eighths of an LSB, not clamped.</summary>
    public static int Slope(int output)
    {
        Accumulator.Set(VectorUnit.SplatHalfword(0));
        VectorH weights = Weights[output];
        for (int level = 0; level < SpikeTrains.Levels; level++)
        {
            VectorH halfU = HalfKernel(output, Sram.Load(SpikeTrains.Times, level * VectorH.Length), Growths[level]);

            // w * u^2/4: ACC = I * 2^23, saturating
            Accumulator.AddProductFractional(weights, VectorUnit.MultiplyFractional(halfU, halfU));
        }

        return OutputLayer.SlopeOfCurrentSum();
    }

    /// <summary>Adds this sample's gradient of the output weights.</summary>
    public static void Accumulate()
    {
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            VectorH adjoint = VectorUnit.SplatHalfword(Adjoints[output]);
            VectorH sum = Descent[output];
            for (int level = 0; level < SpikeTrains.Levels; level++)
            {
                VectorH kappa = Kernel.Kappa(HalfKernel(output, Sram.Load(SpikeTrains.Times, level * VectorH.Length), Growths[level]));
                sum = VectorUnit.AddSaturating(sum, VectorUnit.MultiplyFractional(adjoint, kappa));
            }

            Descent[output] = sum;
        }
    }

    /// <summary>Error at hidden spikes of these times, Q6.9 ticks, saturating; 0 for <see cref="FirstSpikeFormat.NoSpike"/>.</summary>
    public static VectorH HiddenError(VectorH times)
    {
        VectorH growths = OutputLayer.GrowthsOf(times);
        Accumulator.Set(VectorUnit.SplatHalfword(0));
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            VectorH psi = Kernel.Psi(HalfKernel(output, times, growths));
            VectorH weights = Sram.Load(Exchange.Weights, Received + (output * WordsPerRow));
            Accumulator.AddProductFractional(weights, VectorUnit.MultiplyFractional(psi, VectorUnit.SplatHalfword(Adjoints[output])));
        }

        return OutputLayer.ErrorOfProductSum();
    }

    private static VectorH HalfKernel(int output, VectorH times, VectorH growths) =>
        Kernel.HalfUntil(times, growths, TrialRecord.Outputs[output], OutputGrowth[output]);
}
