using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>Recorded spikes of the float emulator on the recorder's time grid, 6-bit weights, backward in float64.</summary>
public sealed class InTheLoopGradient : IGradientUnderTest
{
    private const double SlopeClamp = 0.1;

    public string Name => "in-the-loop";

    public string Description => "recorded spikes (6-bit weights, 8 ns grid), backward in float64";

    public IGradientSession Start(FirstSpikeShape shape, FirstSpikeSettings settings, ReadOnlySpan<double> weights, ulong seed)
    {
        var quantizer = new WeightQuantizer();
        var emulator = new FloatEmulator(
            new EmulatorShape(shape.Inputs * quantizer.RowsPerInput, shape.Hidden, shape.Outputs), quantizer.Scale, settings.Horizon,
            new FloatEmulatorSettings(), seed);
        var learning = new InTheLoopLearning(emulator, quantizer, settings, SlopeClamp, seed);
        weights.CopyTo(learning.Weights);
        learning.WeightsChanged();
        return new Session(learning);
    }

    private sealed class Session(InTheLoopLearning learning) : IGradientSession
    {
        public ReadOnlySpan<double> EffectiveWeights => learning.EffectiveWeights;

        public void Gradient(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
        {
            gradient.Clear();
            learning.Learn(inputTimes, label, gradient);
        }
    }
}
