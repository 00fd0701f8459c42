using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>The closed first-spike form in float64.</summary>
public sealed class ClosedFormGradient : IGradientUnderTest
{
    public string Name => "float";

    public string Description => "closed first-spike form in float64";

    public IGradientSession Start(FirstSpikeShape shape, FirstSpikeSettings settings, ReadOnlySpan<double> weights, ulong seed)
    {
        var learning = new FirstSpikeLearning(settings, seed, shape.Inputs, shape.Outputs);
        weights.CopyTo(learning.Weights);
        learning.WeightsChanged();
        return new Session(learning);
    }

    private sealed class Session(FirstSpikeLearning learning) : IGradientSession
    {
        public ReadOnlySpan<double> EffectiveWeights => learning.Weights;

        public void Gradient(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient)
        {
            gradient.Clear();
            learning.Learn(inputTimes, label, gradient);
        }
    }
}
