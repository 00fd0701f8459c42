using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// The computation of <see cref="OutputLayer"/> and <see cref="OutputReplay"/>, hidden spike by hidden spike in float64 with switches. Spikes that share a
/// lane (halves of a layer, or the spikes of one neuron) are <see cref="FirmwareLanes"/> apart; weight k belongs to the spikes k, k + weights, ...
/// </summary>
/// <param name="unit">Arithmetic.</param>
/// <param name="spikes">Hidden spike times of a sample, silent ones included.</param>
/// <param name="weights">Weights per output.</param>
internal sealed class OutputMirror(MirrorArithmetic unit, int spikes, int weights)
{
    private const int Lanes = ReplayFormat.HiddenCapacity;
    private const double OutputUnit = 1 << FirstSpikeFormat.OutputAdjointFraction;

    private readonly double[] growths = new double[spikes];
    private readonly double[] outputGrowth = new double[FirstSpikeFormat.Outputs];
    private readonly double[] adjoints = new double[FirstSpikeFormat.Outputs];
    private RecordedSample? sample;
    private double[] times = [];

    /// <summary>Decays, growths and adjoints of one sample.</summary>
    public void Prepare(RecordedSample recorded, double[] hiddenTimes, ReadOnlySpan<short> shadow)
    {
        sample = recorded;
        times = hiddenTimes;
        for (int spike = 0; spike < spikes; spike++)
        {
            growths[spike] = unit.DecayOf(Math.Max(0, OutputLayer.ReferenceTicks - times[spike]));
        }

        for (int output = 0; output < outputGrowth.Length; output++)
        {
            outputGrowth[output] = unit.GrowthOf(OutputLayer.ReferenceTicks - recorded.Outputs[output]);
        }

        for (int output = 0; output < adjoints.Length; output++)
        {
            adjoints[output] = AdjointOf(output, shadow.Slice(output * weights, weights));
        }
    }

    /// <summary>Overwrites the descent of the output weights [output][weight] in ticks per LSB.</summary>
    public void Accumulate(Span<double> descent)
    {
        for (int output = 0; output < adjoints.Length; output++)
        {
            for (int weight = 0; weight < weights; weight++)
            {
                double sum = 0;
                for (int spike = weight; spike < spikes; spike += weights)
                {
                    sum = unit.Saturate(sum + unit.Multiply(adjoints[output], unit.Kappa(unit.Saturate(2 * HalfKernel(output, spike)))));
                }

                descent[(output * weights) + weight] = sum / OutputUnit;
            }
        }
    }

    /// <summary>Sum over the outputs of w A u(2u - 1) at a hidden spike: e * 2^23 in the accumulator.</summary>
    public double HiddenErrorSum(int spike, ReadOnlySpan<short> shadow)
    {
        double accumulator = 0;
        for (int output = 0; output < adjoints.Length; output++)
        {
            double u = unit.Saturate(2 * HalfKernel(output, spike));
            double square = unit.Multiply(u, u);
            double psi = square - (u - square);
            accumulator += MirrorArithmetic.Product(shadow[(output * weights) + (spike % weights)], unit.Multiply(psi, adjoints[output]));
        }

        return accumulator;
    }

    /// <summary>Error at a hidden spike, Q6.9 ticks.</summary>
    public double HiddenError(int spike, ReadOnlySpan<short> shadow) => unit.Saturate(2 * unit.Saturate(2 * unit.Upper(HiddenErrorSum(spike, shadow))));

    private double AdjointOf(int output, ReadOnlySpan<short> shadow)
    {
        if (!sample!.Spiked(output) && output != sample.Label)
        {
            return 0;
        }

        const int one = 1 << FirstSpikeFormat.OutputCurrentFraction;
        double slope = Current(output, shadow) - (FirstSpikeFormat.Threshold * one);
        double quotient = sample.Error(output) * OutputUnit * one / Math.Max(slope, FirstSpikeFormat.OutputSlopeFloor * one);
        return unit.Saturate(unit.Truncates ? Math.Truncate(quotient) : quotient);
    }

    /// <summary>Current of an output at its spike in eighths of an LSB.</summary>
    private double Current(int output, ReadOnlySpan<short> shadow)
    {
        const int eighth = 1 << OutputLayer.LaneShift;
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            double accumulator = 0;
            for (int spike = lane; spike < spikes; spike += Lanes)
            {
                double halfU = HalfKernel(output, spike);
                accumulator += MirrorArithmetic.Product(shadow[spike % weights], unit.Multiply(halfU, halfU));
            }

            sum += unit.Truncates
                ? unit.Truncate(unit.Upper(accumulator, OutputLayer.LaneBias + (eighth / 2)) / eighth) - (OutputLayer.LaneBias / eighth)
                : accumulator / 65536 / eighth;
        }

        return sum;
    }

    private double HalfKernel(int output, int spike) =>
        sample!.Outputs[output] > times[spike] ? unit.Saturate(4 * unit.Multiply(growths[spike], outputGrowth[output])) : 0;
}
