using System.Numerics;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>Gradient of a loss, in the order of the network's synapses and of the run's spikes. Weights and delays accumulate over runs.</summary>
public sealed class NetworkGradient(int synapses)
{
    private double[] _spikes = [];
    private int _spikeCount;

    /// <summary>dL/dw [synapses].</summary>
    public Span<double> Weights => PaddedWeights.AsSpan(0, synapses);

    /// <summary>dL/d(delay) [synapses].</summary>
    public Span<double> Delays => PaddedDelays.AsSpan(0, synapses);

    /// <summary>
    /// dL/dt of each spike of the last run (loss and everything that the spike causes). For an input spike this is the gradient with
    /// respect to its time.
    /// </summary>
    public Span<double> SpikeTimes => _spikes.AsSpan(0, _spikeCount);

    /// <summary>Spikes whose slope I - theta was below the clamp in the last run.</summary>
    public int ClampedSpikes { get; internal set; }

    /// <summary><see cref="Weights"/> and one vector of padding.</summary>
    internal double[] PaddedWeights { get; } = new double[synapses + Forward.DenseArrivals.Lanes];

    /// <summary><see cref="Delays"/> and one vector of padding.</summary>
    internal double[] PaddedDelays { get; } = new double[synapses + Forward.DenseArrivals.Lanes];

    /// <summary>Sets the accumulated gradients to zero.</summary>
    public void Clear()
    {
        Weights.Clear();
        Delays.Clear();
    }

    /// <summary>Adds the accumulated weight gradients to a sum.</summary>
    public void AddWeightsTo(Span<double> sum)
    {
        var weights = Weights;
        var i = 0;
        for (; i <= weights.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(sum[i..]) + new Vector<double>(weights[i..])).CopyTo(sum[i..]);
        }

        for (; i < weights.Length; i++)
        {
            sum[i] += weights[i];
        }
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
