namespace OnChipLearn.EventProp.Training;

/// <summary>Stochastic gradient descent, with momentum if above 0. State: velocities.</summary>
public sealed class GradientDescent(int weights, double momentum = 0) : IOptimizer
{
    private readonly double[] _velocity = new double[weights];

    public Span<double> State => _velocity;

    public void Step(Span<double> weights, ReadOnlySpan<double> gradient, double learningRate)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            _velocity[i] = (momentum * _velocity[i]) + gradient[i];
            weights[i] -= learningRate * _velocity[i];
        }
    }
}
