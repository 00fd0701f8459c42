using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.Training;

/// <summary>Adam (Kingma and Ba 2015) with bias correction. State: step count, first moments, second moments.</summary>
public sealed class Adam(int weights, double firstDecay = 0.9, double secondDecay = 0.999, double epsilon = 1e-8) : IOptimizer
{
    private readonly double[] _state = new double[1 + (2 * weights)];

    public Span<double> State => _state;

    public void Step(Span<double> weights, ReadOnlySpan<double> gradient, double learningRate)
    {
        var step = ++_state[0];
        var first = _state.AsSpan(1, weights.Length);
        var second = _state.AsSpan(1 + weights.Length, weights.Length);
        var scale = learningRate / (1 - Math.Pow(firstDecay, step));
        var correction = 1 / (1 - Math.Pow(secondDecay, step));
        var i = 0;
        for (; i <= weights.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var slope = Vector512.LoadUnsafe(in gradient[i]);
            var mean = Vector512.LoadUnsafe(ref first[i]);
            mean += (slope - mean) * (1 - firstDecay);
            mean.StoreUnsafe(ref first[i]);
            var square = Vector512.LoadUnsafe(ref second[i]);
            square += ((slope * slope) - square) * (1 - secondDecay);
            square.StoreUnsafe(ref second[i]);
            var change = mean * scale / (Vector512.Sqrt(square * correction) + Vector512.Create(epsilon));
            (Vector512.LoadUnsafe(ref weights[i]) - change).StoreUnsafe(ref weights[i]);
        }

        for (; i < weights.Length; i++)
        {
            first[i] += (1 - firstDecay) * (gradient[i] - first[i]);
            second[i] += (1 - secondDecay) * ((gradient[i] * gradient[i]) - second[i]);
            weights[i] -= scale * first[i] / (Math.Sqrt(second[i] * correction) + epsilon);
        }
    }
}
