using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>A way to compute the gradient of the Yin-Yang network that <c>gradcheck</c> can compare: one class, one line in <see cref="GradientsUnderTest"/>.</summary>
public interface IGradientUnderTest
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence for the help text.</summary>
    string Description { get; }

    /// <summary>Prepares for weights in the layout of the shape, in units of theta.</summary>
    IGradientSession Start(FirstSpikeShape shape, FirstSpikeSettings settings, ReadOnlySpan<double> weights, ulong seed);
}

/// <summary>Gradients for one set of weights.</summary>
public interface IGradientSession
{
    /// <summary>The weights that it really uses (after quantization), in the layout of the shape: the reference is computed for these.</summary>
    ReadOnlySpan<double> EffectiveWeights { get; }

    /// <summary>Overwrites <paramref name="gradient"/> (layout of the shape) with dL/dw of one sample.</summary>
    void Gradient(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient);
}
