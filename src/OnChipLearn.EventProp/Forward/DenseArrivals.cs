using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Elementary;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Delivers one spike to a whole layer, eight neurons at a time: the vector form of advance, add the weight, look for a crossing. For groups
/// with neighbouring targets, tau_m = 2 tau_s and thresholds above the leak. With u = e^(-s/tau_m) the membrane after the arrival is
/// a u - b u^2, a = V + I, b = I: whether it crosses before the next event takes two multiplications; roots and logarithms are
/// computed only for those that do.
/// </summary>
internal sealed class DenseArrivals(Network network, NeuronStates states, double[] prediction, double[] until)
{
    /// <summary>Doubles per vector; arrays of neurons are padded by this many.</summary>
    public static readonly int Lanes = Vector512<double>.Count;

    private static readonly Vector512<long> LaneNumbers = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);

    private readonly int[] _crossing = new int[network.Neurons + Lanes];
    private readonly double[] _times = new double[network.Neurons + Lanes];
    private readonly double[] _lanes = new double[Lanes];
    private double _interval = double.NaN;
    private double _rate;
    private double _decay;

    /// <summary>How many neurons of the last delivery cross before its bound.</summary>
    public int Count { get; private set; }

    /// <summary>Those neurons, padded by one vector.</summary>
    public ReadOnlySpan<int> Crossing => _crossing.AsSpan(0, Count + Lanes);

    /// <summary>When they cross, padded by one vector.</summary>
    public Span<double> Times => _times.AsSpan(0, Count + Lanes);

    /// <summary>
    /// Delivers a group. Every target's earlier prediction is void. Neurons that cross before <paramref name="bound"/> are predicted; those
    /// that cross later get the bound in <c>until</c>: returns true if there are any.
    /// </summary>
    public bool Deliver(in DenseGroup group, double time, double bound)
    {
        ref var done = ref states.Done[group.First];
        ref var last = ref states.Last[group.First];
        var deferred = false;
        var started = false;
        var common = Vector512<double>.Zero;
        var sinceCommon = common;
        var untilBound = common;
        Count = 0;
        for (var block = 0; block < group.Count; block += Lanes)
        {
            var position = (nuint)block;
            var lanes = Vector512.LessThan(LaneNumbers, Vector512.Create((long)(group.Count - block)));
            var live = Vector512.AndNot(lanes, Vector512.LoadUnsafe(ref done, position)).AsDouble();
            if (live.AsInt64() == Vector512<long>.Zero)
            {
                continue;
            }

            var then = Vector512.LoadUnsafe(ref last, position);
            if (!started)
            {
                started = true;
                var lane = BitOperations.TrailingZeroCount(live.ExtractMostSignificantBits());
                var commonLast = Unsafe.Add(ref last, block + lane);
                common = Vector512.Create(commonLast);
                sinceCommon = Vector512.Create(Decay(time - commonLast, group.Rate));
                untilBound = Vector512.Create(bound > time ? Decay(bound - time, group.Rate) : 1);
            }

            // Neurons of a layer mostly share their last event.
            var u = sinceCommon;
            if ((live & ~Vector512.Equals(then, common)) != Vector512<double>.Zero)
            {
                u = Exponential.Of((Vector512.Create(time) - then) * group.Rate);
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

    private bool Deliver(
        int neuron, int synapse, Vector512<double> live, Vector512<double> u, Vector512<double> atBound, double time, double bound, double membraneTime)
    {
        ref var potential = ref states.Potential[neuron];
        ref var current = ref states.Current[neuron];
        ref var last = ref states.Last[neuron];
        var zero = Vector512<double>.Zero;
        var clamped = Vector512.LoadUnsafe(ref states.Clamped[neuron]).AsDouble();
        var free = Vector512.AndNot(live, clamped);
        var theta = Vector512.LoadUnsafe(ref states.Threshold[neuron]);
        var v0 = Vector512.LoadUnsafe(ref potential);
        var i0 = Vector512.LoadUnsafe(ref current);
        var y = u * u;
        var v = Vector512.ConditionalSelect(free, (v0 * u) + (i0 * (u - y)), v0);
        var i = (i0 * y) + Vector512.LoadUnsafe(ref network.PaddedWeights[synapse]);
        v.StoreUnsafe(ref potential);
        Vector512.ConditionalSelect(live, i, i0).StoreUnsafe(ref current);
        Vector512.ConditionalSelect(live, Vector512.Create(time), Vector512.LoadUnsafe(ref last)).StoreUnsafe(ref last);

        var a = v + i;
        var twice = i + i;
        var discriminant = (a * a) - (Vector512.Create(2.0) * twice * theta);
        var above = free & Vector512.GreaterThanOrEqual(v, theta);
        var crosses = free & Vector512.GreaterThan(discriminant, zero) & Vector512.GreaterThan(a, zero)
            & Vector512.GreaterThan(i, v) & Vector512.GreaterThan(i, zero);
        var soon = Vector512.LessThan(twice * atBound, a) | Vector512.GreaterThanOrEqual((a - (i * atBound)) * atBound, theta);
        var now = (crosses & soon) | above;
        var later = Vector512.AndNot(crosses, now);
        var waits = Vector512.ConditionalSelect(later, Vector512.Create(bound), Vector512.Create(double.PositiveInfinity));
        Vector512.ConditionalSelect(live, waits, Vector512.LoadUnsafe(ref until[neuron])).StoreUnsafe(ref until[neuron]);
        var times = Vector512.Create(double.PositiveInfinity);
        var crossing = now.ExtractMostSignificantBits();
        if (crossing != 0)
        {
            times = Vector512.ConditionalSelect(now, Cross(neuron, live, above, a, discriminant, twice, time, membraneTime), times);
            times.CopyTo(_lanes);
            for (; crossing != 0; crossing &= crossing - 1)
            {
                var lane = BitOperations.TrailingZeroCount(crossing);
                _crossing[Count] = neuron + lane;
                _times[Count++] = _lanes[lane];
            }
        }

        Vector512.ConditionalSelect(live, times, Vector512.LoadUnsafe(ref prediction[neuron])).StoreUnsafe(ref prediction[neuron]);
        return later != zero;
    }

    /// <summary>Times of the crossings; only lanes that cross have a meaning.</summary>
    private Vector512<double> Cross(
        int neuron, Vector512<double> live, Vector512<double> above, Vector512<double> a, Vector512<double> discriminant, Vector512<double> twice,
        double time, double membraneTime)
    {
        ref var decays = ref states.CrossingDecay[neuron];
        var decay = Vector512.ConditionalSelect(above, Vector512<double>.One, (a + Vector512.Sqrt(discriminant)) / twice);
        Vector512.ConditionalSelect(live, decay, Vector512.LoadUnsafe(ref decays)).StoreUnsafe(ref decays);
        return Vector512.Create(time) - (Vector512.Create(membraneTime) * Logarithm.Of(decay));
    }
}
