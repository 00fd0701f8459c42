using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Elementary;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>
/// Reads the adjoint of a whole layer at one arrival, a vector of neurons at a time; mirror of <see cref="DenseArrivals"/>. Without membrane
/// integrals in the loss the adjoint decays freely, refractory or not.
/// </summary>
internal sealed class DenseReadings(Network network, AdjointStates states)
{
    /// <summary>Adds the gradients of the group's weights and delays; returns dL/dt of the spike that arrived.</summary>
    public double Read(in DenseGroup group, double time, NetworkGradient gradient) =>
        Vector512.IsHardwareAccelerated ? Read<Doubles8>(group, time, gradient) : Read<Doubles4>(group, time, gradient);

    private double Read<T>(in DenseGroup group, double time, NetworkGradient gradient)
        where T : struct, IDoubles<T>
    {
        T low = T.All(0), high = T.All(0);
        for (var block = 0; block < group.Count; block += IDoubles<T>.Padding)
        {
            low += Read<T>(group, block, time, gradient);
            if (T.Count < IDoubles<T>.Padding)
            {
                high += Read<T>(group, block + T.Count, time, gradient);
            }
        }

        return T.Total(low, high);
    }

    /// <summary>One vector of neurons; returns their parts of dL/dt. Apart from its callers: the host's compiler inlines only so much into one method.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private T Read<T>(in DenseGroup group, int block, double time, NetworkGradient gradient)
        where T : struct, IDoubles<T>
    {
        ref var voltage = ref states.Voltage[group.First];
        ref var current = ref states.Current[group.First];
        ref var last = ref states.Last[group.First];
        ref var weight = ref network.PaddedWeights[group.Synapse];
        ref var weightGradient = ref gradient.PaddedWeights[group.Synapse];
        var position = (nuint)block;
        var v0 = T.Load(ref voltage, position);
        var i0 = T.Load(ref current, position);
        var lanes = T.FirstLanes(group.Count - block);
        if (T.IsZero((v0 | i0) & lanes))
        {
            return T.All(0);
        }

        var then = T.Load(ref last, position);
        var u = Exponential.Of((then - T.All(time)) * group.Rate);

        // tau_m/tau_s K = 2 (u - u^2).
        var y = u * u;
        var v = v0 * u;
        var i = (i0 * y) + (v0 * (T.All(2) * (u - y)));
        T.Select(lanes, v, v0).Store(ref voltage, position);
        T.Select(lanes, i, i0).Store(ref current, position);
        T.Select(lanes, T.All(time), then).Store(ref last, position);

        // Lanes beyond the group add zero to gradients that are not theirs.
        var error = (T.Load(ref weight, position) * (v - i)) & lanes;
        var change = (T.All(group.SynapticTime) * i) & lanes;
        (T.Load(ref weightGradient, position) - change).Store(ref weightGradient, position);
        if (gradient.HasDelays)
        {
            ref var delayGradient = ref gradient.PaddedDelays[group.Synapse];
            (T.Load(ref delayGradient, position) + error).Store(ref delayGradient, position);
        }

        return error;
    }
}
