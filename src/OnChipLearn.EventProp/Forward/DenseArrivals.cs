using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Delivers one spike to a whole layer, eight neurons at a time: the vector form of advance, add the weight, look for a crossing. For groups
/// with neighbouring targets, tau_m = 2 tau_s and thresholds above the leak. A lane is done alone where its neuron's last event is not that
/// of the others or it is refractory.
/// </summary>
internal sealed class DenseArrivals(Network network, NeuronStates states, int[] version, double[] until)
{
    /// <summary>Doubles per vector; arrays of neurons are padded by this many.</summary>
    public static readonly int Lanes = Vector512<double>.Count;

    private static readonly Vector512<long> LaneNumbers = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);

    private readonly int[] _candidates = new int[network.Neurons];

    /// <summary>Neurons of the last delivery whose next crossing must be computed now.</summary>
    public ReadOnlySpan<int> Candidates => _candidates.AsSpan(0, CandidateCount);

    private int CandidateCount { get; set; }

    /// <summary>
    /// Delivers a group. Neurons that cross, but not before <paramref name="bound"/>, get that bound in <c>until</c>; returns true if there
    /// are any. Every target's earlier prediction is void.
    /// </summary>
    public bool Deliver(int group, double time, double bound)
    {
        var fanOut = network.FanOut;
        var start = fanOut.GroupStart[group];
        var count = fanOut.GroupStart[group + 1] - start;
        var first = fanOut.Target[start];
        ref var weight = ref network.PaddedWeights[fanOut.Synapse[start]];
        ref var potential = ref states.Potential[first];
        ref var current = ref states.Current[first];
        ref var last = ref states.Last[first];
        ref var threshold = ref states.Threshold[first];
        ref var done = ref states.DoneMask[first];
        ref var waits = ref until[first];
        ref var versions = ref version[first];
        var kernel = fanOut.DenseKernel[group];
        var decayAtBound = Vector512.Create(bound > time ? states.At(kernel, bound - time).Membrane : 1);
        var common = CommonLast(first, count);
        var response = states.At(kernel, time - common);
        var now = Vector512.Create(time);
        var deferred = false;
        CandidateCount = 0;
        for (var block = 0; block < count; block += Lanes)
        {
            var position = (nuint)block;
            var lanes = Vector512.LessThan(LaneNumbers, Vector512.Create((long)(count - block))).AsDouble();
            var live = Vector512.AndNot(lanes, Vector512.LoadUnsafe(ref done, position).AsDouble());
            if (live == Vector512<double>.Zero)
            {
                continue;
            }

            var alone = Vector512.AndNot(live, Vector512.Equals(Vector512.LoadUnsafe(ref last, position), Vector512.Create(common)))
                .ExtractMostSignificantBits() | Clamped(first + block);
            if (alone != 0)
            {
                DeliverAlone(first + block, live.ExtractMostSignificantBits(), ref weight, block, time);
                continue;
            }

            var v0 = Vector512.LoadUnsafe(ref potential, position);
            var i0 = Vector512.LoadUnsafe(ref current, position);
            var theta = Vector512.LoadUnsafe(ref threshold, position);
            var v = (v0 * response.Membrane) + (i0 * response.Potential);
            var i = (i0 * response.Synapse) + Vector512.LoadUnsafe(ref weight, position);
            Vector512.ConditionalSelect(live, v, v0).StoreUnsafe(ref potential, position);
            Vector512.ConditionalSelect(live, i, i0).StoreUnsafe(ref current, position);
            Vector512.ConditionalSelect(live, now, Vector512.LoadUnsafe(ref last, position)).StoreUnsafe(ref last, position);
            (Vector256.LoadUnsafe(ref versions, position) - Vector512.Narrow(live.AsInt64(), live.AsInt64()).GetLower()).StoreUnsafe(ref versions, position);

            var a = v + i;
            var discriminant = (a * a) - (Vector512.Create(4.0) * i * theta);
            var zero = Vector512<double>.Zero;
            var exists = live & Vector512.GreaterThan(discriminant, zero) & Vector512.GreaterThan(i, zero) & Vector512.GreaterThan(a, zero);
            var decay = (a + Vector512.Sqrt(discriminant)) / (i + i);
            var crosses = exists & Vector512.LessThan(decay, Vector512<double>.One);
            var later = crosses & Vector512.LessThan(decay, decayAtBound);
            var above = live & Vector512.GreaterThanOrEqual(v, theta);
            var waiting = Vector512.ConditionalSelect(later, Vector512.Create(bound), Vector512.Create(double.PositiveInfinity));
            Vector512.ConditionalSelect(live, waiting, Vector512.LoadUnsafe(ref waits, position)).StoreUnsafe(ref waits, position);
            deferred |= later != zero;
            Collect(first + block, (Vector512.AndNot(crosses, later) | above).ExtractMostSignificantBits());
        }

        return deferred;
    }

    /// <summary>The last event of the first target that is not done.</summary>
    private double CommonLast(int first, int count)
    {
        for (var n = first; n < first + count; n++)
        {
            if (!states.Done[n])
            {
                return states.Last[n];
            }
        }

        return states.Last[first];
    }

    /// <summary>Bits of the neurons that are refractory for a while.</summary>
    private ulong Clamped(int neuron) =>
        MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(states.Clamped.AsSpan(neuron)))
        & ~MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(states.Done.AsSpan(neuron)));

    private void DeliverAlone(int neuron, ulong live, ref double weight, int block, double time)
    {
        for (; live != 0; live &= live - 1)
        {
            var lane = BitOperations.TrailingZeroCount(live);
            states.Advance(neuron + lane, time);
            states.Current[neuron + lane] += System.Runtime.CompilerServices.Unsafe.Add(ref weight, block + lane);
            until[neuron + lane] = double.PositiveInfinity;
            _candidates[CandidateCount++] = neuron + lane;
        }
    }

    private void Collect(int neuron, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            _candidates[CandidateCount++] = neuron + BitOperations.TrailingZeroCount(bits);
        }
    }
}
