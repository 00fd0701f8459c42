namespace OnChipLearn.EventProp.Training;

/// <summary>Turns gradients into weight changes.</summary>
public interface IOptimizer
{
    /// <summary>All state between steps, for checkpoints; the same length always.</summary>
    Span<double> State { get; }

    /// <summary>One step downhill.</summary>
    void Step(Span<double> weights, ReadOnlySpan<double> gradient, double learningRate);
}
