namespace OnChipLearn.EventProp.Adjoint;

/// <summary>Gradient of a loss, in the order of the network's synapses and of the run's spikes. Weights and delays accumulate over runs.</summary>
public sealed class NetworkGradient(int synapses)
{
    private double[] _spikes = [];
    private int _spikeCount;

    /// <summary>dL/dw [synapses].</summary>
    public double[] Weights { get; } = new double[synapses];

    /// <summary>dL/d(delay) [synapses].</summary>
    public double[] Delays { get; } = new double[synapses];

    /// <summary>
    /// dL/dt of each spike of the last run (loss and everything that the spike causes). For an input spike this is the gradient with
    /// respect to its time.
    /// </summary>
    public Span<double> SpikeTimes => _spikes.AsSpan(0, _spikeCount);

    /// <summary>Spikes whose slope I - theta was below the clamp in the last run.</summary>
    public int ClampedSpikes { get; internal set; }

    /// <summary>Sets the accumulated gradients to zero.</summary>
    public void Clear()
    {
        Array.Clear(Weights);
        Array.Clear(Delays);
    }

    internal void Begin(ReadOnlySpan<double> lossErrors)
    {
        if (_spikes.Length < lossErrors.Length)
        {
            _spikes = new double[Math.Max(lossErrors.Length, 2 * _spikes.Length)];
        }

        _spikeCount = lossErrors.Length;
        lossErrors.CopyTo(_spikes);
        ClampedSpikes = 0;
    }
}
