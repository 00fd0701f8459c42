using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>Gradient of a loss, in the order of the network's synapses and of the run's spikes. Weights and delays accumulate over runs.</summary>
/// <param name="synapses">Number of synapses.</param>
/// <param name="delays">Whether delays are wanted too; without them <see cref="Delays"/> is empty.</param>
public sealed class NetworkGradient(int synapses, bool delays = true)
{
    private double[] _spikes = [];
    private int _spikeCount;

    /// <summary>dL/dw [synapses].</summary>
    public Span<double> Weights => PaddedWeights.AsSpan(0, synapses);

    /// <summary>dL/d(delay) [synapses].</summary>
    public Span<double> Delays => PaddedDelays.AsSpan(0, HasDelays ? synapses : 0);

    /// <summary>Whether <see cref="Delays"/> is computed.</summary>
    public bool HasDelays => delays;

    /// <summary>
    /// dL/dt of each spike of the last run (loss and everything that the spike causes). For an input spike this is the gradient with
    /// respect to its time.
    /// </summary>
    public Span<double> SpikeTimes => _spikes.AsSpan(0, _spikeCount);

    /// <summary>Spikes whose slope I - theta was below the clamp in the last run.</summary>
    public int ClampedSpikes { get; internal set; }

    /// <summary><see cref="Weights"/> and one vector of padding.</summary>
    internal double[] PaddedWeights { get; } = new double[synapses + DenseArrivals.Padding];

    /// <summary><see cref="Delays"/> and one vector of padding.</summary>
    internal double[] PaddedDelays { get; } = new double[(delays ? synapses : 0) + DenseArrivals.Padding];

    /// <summary>Sets the accumulated gradients to zero.</summary>
    public void Clear()
    {
        Weights.Clear();
        Delays.Clear();
    }

    /// <summary>Adds the accumulated weight gradients to a sum [synapses] and sets them to zero.</summary>
    public void MoveWeightsTo(Span<double> sum)
    {
        if (sum.Length != synapses)
        {
            throw new EventPropInputException("gradient", "number of weights", sum.Length, $"{synapses}");
        }

        var weights = PaddedWeights;
        var i = 0;
        for (; i <= synapses - DenseArrivals.Padding; i += DenseArrivals.Padding)
        {
            (Vector512.LoadUnsafe(ref sum[i]) + Vector512.LoadUnsafe(ref weights[i])).StoreUnsafe(ref sum[i]);
            Vector512<double>.Zero.StoreUnsafe(ref weights[i]);
        }

        for (; i < synapses; i++)
        {
            sum[i] += weights[i];
            weights[i] = 0;
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
