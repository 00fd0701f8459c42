namespace OnChipLearn.EventProp.Tasks;

/// <summary>Value c in [0, 1] becomes a spike at early + c (late - early), in tau_s; a bias spike follows on one more channel.</summary>
public sealed record LatencyEncoding(double Early = 0, double Late = 2, double Bias = 0)
{
    /// <summary>Spike times of one sample; <paramref name="times"/> has one element more than <paramref name="values"/>.</summary>
    public void Encode(ReadOnlySpan<double> values, Span<double> times)
    {
        for (var i = 0; i < values.Length; i++)
        {
            times[i] = Early + (values[i] * (Late - Early));
        }

        times[values.Length] = Bias;
    }
}
