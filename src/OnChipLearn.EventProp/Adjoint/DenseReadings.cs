using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Elementary;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>
/// Reads the adjoint of a whole layer at one arrival, eight neurons at a time; mirror of <see cref="DenseArrivals"/>. Without membrane
/// integrals in the loss the adjoint decays freely, refractory or not.
/// </summary>
internal sealed class DenseReadings(Network network, AdjointStates states)
{
    private static readonly Vector512<long> LaneNumbers = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Adds the gradients of the group's weights and delays; returns dL/dt of the spike that arrived.</summary>
    public double Read(in DenseGroup group, double time, NetworkGradient gradient)
    {
        ref var voltage = ref states.Voltage[group.First];
        ref var current = ref states.Current[group.First];
        ref var last = ref states.Last[group.First];
        ref var weight = ref network.PaddedWeights[group.Synapse];
        ref var weightGradient = ref gradient.PaddedWeights[group.Synapse];
        var sum = Vector512<double>.Zero;
        for (var block = 0; block < group.Count; block += DenseArrivals.Lanes)
        {
            var position = (nuint)block;
            var v0 = Vector512.LoadUnsafe(ref voltage, position);
            var i0 = Vector512.LoadUnsafe(ref current, position);
            var lanes = Vector512.LessThan(LaneNumbers, Vector512.Create((long)(group.Count - block))).AsDouble();
            if (((v0 | i0) & lanes) == Vector512<double>.Zero)
            {
                continue;
            }

            var then = Vector512.LoadUnsafe(ref last, position);
            var u = Exponential.Of((then - Vector512.Create(time)) * group.Rate);

            // tau_m/tau_s K = 2 (u - u^2).
            var y = u * u;
            var v = v0 * u;
            var i = (i0 * y) + (v0 * (Vector512.Create(2.0) * (u - y)));
            Vector512.ConditionalSelect(lanes, v, v0).StoreUnsafe(ref voltage, position);
            Vector512.ConditionalSelect(lanes, i, i0).StoreUnsafe(ref current, position);
            Vector512.ConditionalSelect(lanes, Vector512.Create(time), then).StoreUnsafe(ref last, position);

            // Lanes beyond the group add zero to gradients that are not theirs.
            var error = (Vector512.LoadUnsafe(ref weight, position) * (v - i)) & lanes;
            var change = (Vector512.Create(group.SynapticTime) * i) & lanes;
            (Vector512.LoadUnsafe(ref weightGradient, position) - change).StoreUnsafe(ref weightGradient, position);
            sum += error;
            if (gradient.HasDelays)
            {
                ref var delayGradient = ref gradient.PaddedDelays[group.Synapse + block];
                (Vector512.LoadUnsafe(ref delayGradient) + error).StoreUnsafe(ref delayGradient);
            }
        }

        return Total(sum);
    }

    /// <summary>Adds the lanes in an order that every SIMD tier keeps.</summary>
    private static double Total(Vector512<double> lanes)
    {
        var half = lanes.GetLower() + lanes.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }
}
