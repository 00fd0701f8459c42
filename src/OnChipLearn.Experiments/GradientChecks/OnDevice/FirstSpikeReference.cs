using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// Float64 EventProp on given first spike times: nominal constants, shadow weights, nothing saturates. A silent output has no gradient.
/// </summary>
internal sealed class FirstSpikeReference : IGradientReference<FirstSpikeSample>
{
    private const double Theta = FirstSpikeFormat.Threshold;
    private const double HiddenLsb = 1.0 / (1 << FirstSpikeFormat.HiddenWeightFraction) / Theta;
    private const double OutputLsb = 1.0 / (1 << FirstSpikeFormat.OutputWeightFraction) / Theta;

    private readonly FirstSpikeShape shape = new(FirstSpikeFormat.Inputs, FirstSpikeFormat.HiddenCapacity, FirstSpikeFormat.Outputs);
    private readonly FirstSpikeEngine[] engines;
    private readonly double[] weights;
    private readonly double[] gradient;
    private readonly double[] inputs = new double[FirstSpikeFormat.Inputs];
    private readonly double[] hidden = new double[FirstSpikeFormat.HiddenCapacity];
    private readonly double[] outputs = new double[FirstSpikeFormat.Outputs];
    private readonly double[] errors = new double[FirstSpikeFormat.Outputs];

    public FirstSpikeReference(ReadOnlySpan<short> hiddenWeights, ReadOnlySpan<short> outputWeights)
    {
        weights = new double[shape.WeightCount];
        gradient = new double[shape.WeightCount];
        for (int element = 0; element < FirstSpikeFormat.HiddenCapacity; element++)
        {
            for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
            {
                weights[shape.HiddenWeight(input, element)] = hiddenWeights[(input * FirstSpikeFormat.HiddenCapacity) + element] * HiddenLsb;
            }

            for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
            {
                weights[shape.OutputWeight(output, element)] = outputWeights[(output * FirstSpikeFormat.HiddenCapacity) + element] * OutputLsb;
            }
        }

        // elements of SlopeBound in order
        engines =
        [
            new FirstSpikeEngine(shape, Horizon) { SlopeClamp = FirstSpikeFormat.HiddenSlopeFloor / Theta, OutputSlopeClamp = FirstSpikeFormat.OutputSlopeFloor / Theta },
            new FirstSpikeEngine(shape, Horizon) { SlopeClamp = double.NegativeInfinity },
        ];
    }

    /// <summary>End of a run in tau_s: the largest time that the firmware counts.</summary>
    public static double Horizon => (double)FirstSpikeFormat.NoSpike / FirstSpikeFormat.TicksPerTau;

    /// <summary>Overwrites <paramref name="descent"/> [(inputs + outputs) * capacity] in ticks per LSB.</summary>
    public void Run(FirstSpikeSample sample, SlopeBound bound, Span<double> descent)
    {
        ToTau(sample.Inputs, inputs);
        ToTau(sample.Hidden, hidden);
        ToTau(sample.Outputs, outputs);
        for (int output = 0; output < errors.Length; output++)
        {
            errors[output] = sample.Spiked(output) ? sample.Error(output) : 0;
        }

        FirstSpikeEngine engine = engines[(int)bound];
        engine.LoadRecording(weights, inputs, hidden, outputs);
        Array.Clear(gradient);
        engine.Backward(weights, errors, gradient);
        for (int k = 0; k < gradient.Length; k++)
        {
            descent[k] = -gradient[k] / Theta;
        }
    }

    private static void ToTau(double[] ticks, double[] times)
    {
        for (int k = 0; k < ticks.Length; k++)
        {
            times[k] = ticks[k] < FirstSpikeFormat.NoSpike ? ticks[k] / FirstSpikeFormat.TicksPerTau : double.PositiveInfinity;
        }
    }
}
