using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// The computation of <see cref="HiddenLayer"/>, <see cref="OutputLayer"/> and <see cref="BottomProgram.AdjointOf"/> for one sample, lane by lane in
/// float64, with switches (<see cref="MirrorArithmetic"/>). A test holds it to the firmware's bits with all sources in effect.
/// </summary>
internal sealed class FirstSpikeMirror(ErrorSources inEffect)
{
    private const int Capacity = FirstSpikeFormat.HiddenCapacity;
    private const double HiddenUnit = 1 << 12;
    private const double OutputUnit = 1 << FirstSpikeFormat.OutputAdjointFraction;

    private readonly MirrorArithmetic unit = new(inEffect);
    private readonly double[] decays = new double[Capacity];
    private readonly double[] inverseSlopes = new double[Capacity];
    private readonly double[] growths = new double[Capacity];
    private readonly double[] inputGrowth = new double[FirstSpikeFormat.Inputs];
    private readonly double[] outputGrowth = new double[FirstSpikeFormat.Outputs];
    private readonly double[] adjoints = new double[FirstSpikeFormat.Outputs];
    private RecordedSample sample = new();

    /// <summary>Overwrites <paramref name="descent"/> [(inputs + outputs) * capacity] in ticks per LSB; weights are the raw shadow weights.</summary>
    public void Run(RecordedSample recorded, ReadOnlySpan<short> hiddenWeights, ReadOnlySpan<short> outputWeights, Span<double> descent)
    {
        sample = recorded;
        PrepareHidden(hiddenWeights);
        PrepareOutputs();
        for (int output = 0; output < adjoints.Length; output++)
        {
            adjoints[output] = AdjointOf(output, outputWeights.Slice(output * Capacity, Capacity));
        }

        Span<double> outputDescent = descent[(FirstSpikeFormat.Inputs * Capacity)..];
        for (int output = 0; output < adjoints.Length; output++)
        {
            for (int element = 0; element < Capacity; element++)
            {
                double kappa = Kappa(unit.Saturate(2 * OutputHalfKernel(output, element)));
                outputDescent[(output * Capacity) + element] = unit.Multiply(adjoints[output], kappa) / OutputUnit;
            }
        }

        for (int element = 0; element < Capacity; element++)
        {
            double adjoint = sample.Hidden[element] < FirstSpikeFormat.NoSpike
                ? unit.Multiply(HiddenError(element, outputWeights), inverseSlopes[element])
                : 0;
            for (int input = 0; input < inputGrowth.Length; input++)
            {
                double kappa = Kappa(unit.Saturate(2 * InputHalfKernel(element, input)));
                descent[(input * Capacity) + element] = unit.Multiply(adjoint, kappa) / HiddenUnit;
            }
        }
    }

    private void PrepareHidden(ReadOnlySpan<short> weights)
    {
        const int one = 1 << FirstSpikeFormat.HiddenCurrentFraction;
        for (int input = 0; input < inputGrowth.Length; input++)
        {
            inputGrowth[input] = unit.GrowthOf(sample.Inputs[input]);
        }

        for (int element = 0; element < Capacity; element++)
        {
            decays[element] = unit.DecayOf(sample.Hidden[element]);
            double accumulator = 0;
            for (int input = 0; input < inputGrowth.Length; input++)
            {
                double halfU = InputHalfKernel(element, input);
                accumulator += MirrorArithmetic.Product(weights[(input * Capacity) + element], unit.Multiply(halfU, halfU));
            }

            double slope = unit.Upper(accumulator, -FirstSpikeFormat.Threshold * one);
            inverseSlopes[element] = unit.ReciprocalOf(Math.Max(slope, FirstSpikeFormat.HiddenSlopeFloor * one));
        }
    }

    private void PrepareOutputs()
    {
        for (int element = 0; element < Capacity; element++)
        {
            growths[element] = unit.DecayOf(Math.Max(0, OutputLayer.ReferenceTicks - sample.Hidden[element]));
        }

        for (int output = 0; output < outputGrowth.Length; output++)
        {
            outputGrowth[output] = unit.GrowthOf(OutputLayer.ReferenceTicks - sample.Outputs[output]);
        }
    }

    private double AdjointOf(int output, ReadOnlySpan<short> weights)
    {
        if (!sample.Spiked(output) && output != sample.Label)
        {
            return 0;
        }

        const int one = 1 << FirstSpikeFormat.OutputCurrentFraction;
        double slope = Current(output, weights) - (FirstSpikeFormat.Threshold * one);
        double quotient = sample.Error(output) * OutputUnit * one / Math.Max(slope, FirstSpikeFormat.OutputSlopeFloor * one);
        return unit.Saturate(unit.Truncates ? Math.Truncate(quotient) : quotient);
    }

    /// <summary>Current of an output at its spike in eighths of an LSB: two elements share a lane.</summary>
    private double Current(int output, ReadOnlySpan<short> weights)
    {
        const int lanes = Capacity / FirstSpikeFormat.Halves;
        const int eighth = 1 << OutputLayer.LaneShift;
        double sum = 0;
        for (int lane = 0; lane < lanes; lane++)
        {
            double accumulator = 0;
            for (int element = lane; element < Capacity; element += lanes)
            {
                double halfU = OutputHalfKernel(output, element);
                accumulator += MirrorArithmetic.Product(weights[element], unit.Multiply(halfU, halfU));
            }

            sum += unit.Truncates
                ? unit.Truncate(unit.Upper(accumulator, OutputLayer.LaneBias + (eighth / 2)) / eighth) - (OutputLayer.LaneBias / eighth)
                : accumulator / 65536 / eighth;
        }

        return sum;
    }

    private double HiddenError(int element, ReadOnlySpan<short> weights)
    {
        double accumulator = 0;
        for (int output = 0; output < adjoints.Length; output++)
        {
            double u = unit.Saturate(2 * OutputHalfKernel(output, element));
            double square = unit.Multiply(u, u);
            double psi = square - (u - square);
            accumulator += MirrorArithmetic.Product(weights[(output * Capacity) + element], unit.Multiply(psi, adjoints[output]));
        }

        return unit.Saturate(2 * unit.Saturate(2 * unit.Upper(accumulator)));
    }

    private double InputHalfKernel(int element, int input) =>
        sample.Hidden[element] > sample.Inputs[input] ? 4 * unit.Multiply(decays[element], inputGrowth[input]) : 0;

    private double OutputHalfKernel(int output, int element) =>
        sample.Outputs[output] > sample.Hidden[element] ? unit.Saturate(4 * unit.Multiply(growths[element], outputGrowth[output])) : 0;

    private double Kappa(double u) => 2 * (u - unit.Multiply(u, u));
}
