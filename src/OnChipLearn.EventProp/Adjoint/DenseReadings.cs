using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>
/// Reads the adjoint of a whole layer at one arrival, eight neurons at a time; mirror of <see cref="DenseArrivals"/>. Without membrane
/// integrals in the loss the adjoint decays freely, refractory or not. A lane is rewound alone where its neuron's last event is not that of
/// the others.
/// </summary>
internal sealed class DenseReadings(Network network, AdjointStates states)
{
    private static readonly Vector512<long> LaneNumbers = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Adds the gradients of the group's weights and delays; returns dL/dt of the spike that arrived.</summary>
    public double Read(int group, double time, NetworkGradient gradient)
    {
        var fanOut = network.FanOut;
        var start = fanOut.GroupStart[group];
        var count = fanOut.GroupStart[group + 1] - start;
        var first = fanOut.Target[start];
        var synapse = fanOut.Synapse[start];
        var kernel = fanOut.DenseKernel[group];
        ref var voltage = ref states.Voltage[first];
        ref var current = ref states.Current[first];
        ref var last = ref states.Last[first];
        ref var weight = ref network.PaddedWeights[synapse];
        ref var weightGradient = ref gradient.PaddedWeights[synapse];
        ref var delayGradient = ref gradient.PaddedDelays[synapse];
        var common = CommonLast(first, count);
        var response = states.At(kernel, common - time);
        var ratio = states.TimeRatio(kernel) * response.Potential;
        var synapticTime = Vector512.Create(network.DistinctKernels[kernel].SynapticTime);
        var now = Vector512.Create(time);
        var sum = Vector512<double>.Zero;
        for (var block = 0; block < count; block += DenseArrivals.Lanes)
        {
            var position = (nuint)block;
            var lanes = Vector512.LessThan(LaneNumbers, Vector512.Create((long)(count - block))).AsDouble();
            var v = Vector512.LoadUnsafe(ref voltage, position);
            var i = Vector512.LoadUnsafe(ref current, position);
            var then = Vector512.LoadUnsafe(ref last, position);
            var quiet = Vector512.Equals(v, Vector512<double>.Zero) & Vector512.Equals(i, Vector512<double>.Zero);
            var active = Vector512.AndNot(lanes, quiet);
            var alone = Vector512.AndNot(active, Vector512.Equals(then, Vector512.Create(common)));
            var rewoundV = Vector512.ConditionalSelect(alone, v, v * response.Membrane);
            var rewoundI = Vector512.ConditionalSelect(alone, i, (i * response.Synapse) + (v * ratio));
            Vector512.ConditionalSelect(lanes, rewoundV, v).StoreUnsafe(ref voltage, position);
            Vector512.ConditionalSelect(lanes, rewoundI, i).StoreUnsafe(ref current, position);
            Vector512.ConditionalSelect(Vector512.AndNot(lanes, alone), now, then).StoreUnsafe(ref last, position);
            for (var bits = alone.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                states.Rewind(first + block + BitOperations.TrailingZeroCount(bits), time, source: 0);
            }

            if (active == Vector512<double>.Zero)
            {
                continue;
            }

            v = Vector512.LoadUnsafe(ref voltage, position);
            i = Vector512.LoadUnsafe(ref current, position);
            // Lanes beyond the group add zero to gradients that are not theirs.
            var error = (Vector512.LoadUnsafe(ref weight, position) * (v - i)) & lanes;
            var change = (synapticTime * i) & lanes;
            (Vector512.LoadUnsafe(ref weightGradient, position) - change).StoreUnsafe(ref weightGradient, position);
            (Vector512.LoadUnsafe(ref delayGradient, position) + error).StoreUnsafe(ref delayGradient, position);
            sum += error;
        }

        return Total(sum);
    }

    /// <summary>
    /// The last event (in backward time: the earliest moment read so far) that most targets share. Neurons that have spiked since are
    /// further back, so the common one is the largest.
    /// </summary>
    private double CommonLast(int first, int count)
    {
        var largest = double.NegativeInfinity;
        foreach (var last in states.Last.AsSpan(first, count))
        {
            largest = Math.Max(largest, last);
        }

        return largest;
    }

    /// <summary>Adds the lanes in order, so that every SIMD tier rounds alike.</summary>
    private static double Total(Vector512<double> lanes)
    {
        var sum = 0.0;
        for (var lane = 0; lane < DenseArrivals.Lanes; lane++)
        {
            sum += lanes[lane];
        }

        return sum;
    }
}
