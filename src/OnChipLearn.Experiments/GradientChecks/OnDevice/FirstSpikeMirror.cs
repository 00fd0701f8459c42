using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// The computation of <see cref="HiddenLayer"/>, <see cref="OutputLayer"/> and <see cref="BottomProgram.AdjointOf"/> for one sample, lane by lane in
/// float64, with switches (<see cref="MirrorArithmetic"/>). A test holds it to the firmware's bits with all sources in effect.
/// </summary>
internal sealed class FirstSpikeMirror : IGradientMirror<FirstSpikeSample>
{
    private const int Capacity = FirstSpikeFormat.HiddenCapacity;
    private const double HiddenUnit = 1 << 12;

    private readonly MirrorArithmetic unit;
    private readonly OutputMirror outputs;
    private readonly double[] decays = new double[Capacity];
    private readonly double[] inverseSlopes = new double[Capacity];
    private readonly double[] inputGrowth = new double[FirstSpikeFormat.Inputs];
    private FirstSpikeSample sample = new();

    public FirstSpikeMirror(ErrorSources inEffect)
    {
        unit = new MirrorArithmetic(inEffect);
        outputs = new OutputMirror(unit, Capacity, Capacity);
    }

    public void Run(FirstSpikeSample sample, ReadOnlySpan<short> hiddenWeights, ReadOnlySpan<short> outputWeights, Span<double> descent)
    {
        this.sample = sample;
        PrepareHidden(hiddenWeights);
        outputs.Prepare(sample, sample.Hidden, outputWeights);
        outputs.Accumulate(descent[(FirstSpikeFormat.Inputs * Capacity)..]);
        for (int element = 0; element < Capacity; element++)
        {
            double adjoint = sample.Hidden[element] < FirstSpikeFormat.NoSpike
                ? unit.Multiply(outputs.HiddenError(element, outputWeights), inverseSlopes[element])
                : 0;
            for (int input = 0; input < inputGrowth.Length; input++)
            {
                double kappa = unit.Kappa(unit.Saturate(2 * InputHalfKernel(element, input)));
                descent[(input * Capacity) + element] = unit.Multiply(adjoint, kappa) / HiddenUnit;
            }
        }
    }

    private void PrepareHidden(ReadOnlySpan<short> weights)
    {
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

            inverseSlopes[element] = unit.InverseSlopeOf(accumulator);
        }
    }

    private double InputHalfKernel(int element, int input) =>
        sample.Hidden[element] > sample.Inputs[input] ? 4 * unit.Multiply(decays[element], inputGrowth[input]) : 0;
}
