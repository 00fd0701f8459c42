using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Elementary;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Delivers one spike to a whole layer, a vector of neurons at a time: the vector form of advance, add the weight, look for a crossing. For groups
/// with neighbouring targets, tau_m = 2 tau_s and thresholds above the leak. With u = e^(-s/tau_m) the membrane after the arrival is
/// a u - b u^2, a = V + I, b = I: whether it crosses before the next event takes two multiplications; roots and logarithms are
/// computed only for those that do.
/// </summary>
internal sealed class DenseArrivals(Network network, NeuronStates states, double[] prediction, double[] until)
{
    /// <summary>Arrays of neurons are padded by this many: a vector may begin at the last of them.</summary>
    public const int Padding = IDoubles<Doubles8>.Padding;

    private readonly int[] _crossing = new int[network.Neurons + Padding];
    private readonly double[] _times = new double[network.Neurons + Padding];
    private readonly double[] _lanes = new double[Padding];
    private double _interval = double.NaN;
    private double _rate;
    private double _decay;

    /// <summary>How many neurons of the last delivery cross before its bound.</summary>
    public int Count { get; private set; }

    /// <summary>Those neurons, padded by one vector.</summary>
    public ReadOnlySpan<int> Crossing => _crossing.AsSpan(0, Count + Padding);

    /// <summary>When they cross, padded by one vector.</summary>
    public Span<double> Times => _times.AsSpan(0, Count + Padding);

    /// <summary>
    /// Delivers a group. Every target's earlier prediction is void. Neurons that cross before <paramref name="bound"/> are predicted; those
    /// that cross later get the bound in <c>until</c>: returns true if there are any.
    /// </summary>
    public bool Deliver(in DenseGroup group, double time, double bound) =>
        Vector512.IsHardwareAccelerated ? Deliver<Doubles8>(group, time, bound) : Deliver<Doubles4>(group, time, bound);

    private bool Deliver<T>(in DenseGroup group, double time, double bound)
        where T : struct, IDoubles<T>
    {
        ref var done = ref states.Done[group.First];
        ref var last = ref states.Last[group.First];
        var deferred = false;
        var started = false;
        var common = T.All(0);
        var sinceCommon = common;
        var untilBound = common;
        Count = 0;
        for (var block = 0; block < group.Count; block += T.Count)
        {
            var position = (nuint)block;
            var live = T.AndNot(T.FirstLanes(group.Count - block), T.LoadMask(ref done, position));
            if (T.IsZero(live))
            {
                continue;
            }

            var then = T.Load(ref last, position);
            if (!started)
            {
                started = true;
                var lane = BitOperations.TrailingZeroCount(T.Bits(live));
                var commonLast = Unsafe.Add(ref last, block + lane);
                common = T.All(commonLast);
                sinceCommon = T.All(Decay(time - commonLast, group.Rate));
                untilBound = T.All(bound > time ? Decay(bound - time, group.Rate) : 1);
            }

            // Neurons of a layer mostly share their last event.
            var u = sinceCommon;
            if (!T.IsZero(T.AndNot(live, T.Equal(then, common))))
            {
                u = Exponential.Of((T.All(time) - then) * group.Rate);
            }

            deferred |= Deliver(group.First + block, group.Synapse + block, live, u, untilBound, time, bound, group.MembraneTime);
        }

        return deferred;
    }

    /// <summary>
    /// e^(rate interval). The interval up to the bound of one arrival is often the interval since the last event of the next: it is
    /// remembered.
    /// </summary>
    private double Decay(double interval, double rate)
    {
        if (interval != _interval || rate != _rate)
        {
            _interval = interval;
            _rate = rate;
            _decay = Exponential.Of(interval * rate);
        }

        return _decay;
    }

    private bool Deliver<T>(int neuron, int synapse, T live, T u, T atBound, double time, double bound, double membraneTime)
        where T : struct, IDoubles<T>
    {
        ref var potential = ref states.Potential[neuron];
        ref var current = ref states.Current[neuron];
        ref var last = ref states.Last[neuron];
        var zero = T.All(0);
        var clamped = T.LoadMask(ref states.Clamped[neuron], 0);
        var free = T.AndNot(live, clamped);
        var theta = T.Load(ref states.Threshold[neuron], 0);
        var v0 = T.Load(ref potential, 0);
        var i0 = T.Load(ref current, 0);
        var y = u * u;
        var v = T.Select(free, (v0 * u) + (i0 * (u - y)), v0);
        var i = (i0 * y) + T.Load(ref network.PaddedWeights[synapse], 0);
        v.Store(ref potential, 0);
        T.Select(live, i, i0).Store(ref current, 0);
        T.Select(live, T.All(time), T.Load(ref last, 0)).Store(ref last, 0);

        var a = v + i;
        var twice = i + i;
        var discriminant = (a * a) - (T.All(2) * twice * theta);
        var above = free & T.LessOrEqual(theta, v);
        var crosses = free & T.Less(zero, discriminant) & T.Less(zero, a) & T.Less(v, i) & T.Less(zero, i);
        var soon = T.Less(twice * atBound, a) | T.LessOrEqual(theta, (a - (i * atBound)) * atBound);
        var now = (crosses & soon) | above;
        var later = T.AndNot(crosses, now);
        var waits = T.Select(later, T.All(bound), T.All(double.PositiveInfinity));
        T.Select(live, waits, T.Load(ref until[neuron], 0)).Store(ref until[neuron], 0);
        var times = T.All(double.PositiveInfinity);
        var crossing = T.Bits(now);
        if (crossing != 0)
        {
            times = T.Select(now, Cross(neuron, live, above, a, discriminant, twice, time, membraneTime), times);
            times.Store(ref _lanes[0], 0);
            for (; crossing != 0; crossing &= crossing - 1)
            {
                var lane = BitOperations.TrailingZeroCount(crossing);
                _crossing[Count] = neuron + lane;
                _times[Count++] = _lanes[lane];
            }
        }

        T.Select(live, times, T.Load(ref prediction[neuron], 0)).Store(ref prediction[neuron], 0);
        return !T.IsZero(later);
    }

    /// <summary>Times of the crossings; only lanes that cross have a meaning.</summary>
    private T Cross<T>(int neuron, T live, T above, T a, T discriminant, T twice, double time, double membraneTime)
        where T : struct, IDoubles<T>
    {
        ref var decays = ref states.CrossingDecay[neuron];
        var decay = T.Select(above, T.All(1), (a + T.SquareRoot(discriminant)) / twice);
        T.Select(live, decay, T.Load(ref decays, 0)).Store(ref decays, 0);
        return T.All(time) - (T.All(membraneTime) * Logarithm.Of(decay));
    }
}
