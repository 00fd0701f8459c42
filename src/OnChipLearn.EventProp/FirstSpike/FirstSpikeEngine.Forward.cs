using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.FirstSpike;

/// <content>The way forward, at the width of the host's vectors.</content>
public sealed partial class FirstSpikeEngine
{
    private void Forward<T>(ReadOnlySpan<double> weights)
        where T : struct, IDoubles<T>
    {
        HiddenForward<T>(weights);
        _order.Sort(_hiddenZ);
        for (var first = 0; first < _shape.Outputs; first += T.Count)
        {
            OutputForward<T>(first);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // the host's compiler inlines only so much into one method
    private void HiddenForward<T>(ReadOnlySpan<double> weights)
        where T : struct, IDoubles<T>
    {
        ref var weight = ref MemoryMarshal.GetReference(weights);
        var e = _arrivingE.AsSpan(0, _arrivingInputs);
        var rows = _arrivingRow.AsSpan(0, _arrivingInputs);
        var ends = _inputZ.AsSpan(0, _arrivingInputs + 1);
        for (var block = 0; block < _shape.Row; block += FirstSpikeShape.Lanes)
        {
            // Two vectors of four go side by side: each waits for its own last step.
            T a0 = default, b0 = default, fired0 = default, a1 = default, b1 = default, fired1 = default;
            for (var i = 0; i < e.Length; i++)
            {
                var arriving = T.All(e[i]);
                var position = (nuint)(rows[i] + block);
                Arrive(T.Load(ref weight, position), arriving, ends[i], ends[i + 1], ref a0, ref b0, ref fired0);
                if (T.Count < FirstSpikeShape.Lanes)
                {
                    Arrive(T.Load(ref weight, position + (nuint)T.Count), arriving, ends[i], ends[i + 1], ref a1, ref b1, ref fired1);
                }
            }

            StoreHidden(block, a0, b0, fired0);
            if (T.Count < FirstSpikeShape.Lanes)
            {
                StoreHidden(block + T.Count, a1, b1, fired1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Arrive<T>(T weight, T arriving, double from, double to, ref T a, ref T b, ref T fired)
        where T : struct, IDoubles<T>
    {
        // A lane that has crossed keeps its a and b.
        var step = T.AndNot(weight * arriving, fired);
        a += step;
        b += step * arriving;
        fired |= Crossing.Between(a, b, from, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreHidden<T>(int block, T a, T b, T fired)
        where T : struct, IDoubles<T>
    {
        Crossing.Solve(a, b, fired, out var z, out var inverse, out var slope);
        z.Store(ref MemoryMarshal.GetArrayDataReference(_hiddenZ), (nuint)block);
        inverse.Store(ref MemoryMarshal.GetArrayDataReference(_hiddenE), (nuint)block);
        slope.Store(ref MemoryMarshal.GetArrayDataReference(_hiddenSlope), (nuint)block);
    }

    /// <summary>One vector of outputs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OutputForward<T>(int first)
        where T : struct, IDoubles<T>
    {
        ref var weight = ref _outputWeights[first];
        var order = _order.Order;
        var sorted = _order.Sorted;
        T a = default, b = default, fired = default;
        var silent = (1UL << Math.Min(_shape.Outputs - first, T.Count)) - 1;
        var z = sorted[0];
        for (var i = 0; z > 0 && silent != 0; i++)
        {
            var following = i + 1 < sorted.Length ? sorted[i + 1] : 0;
            var hidden = order[i];
            var e = T.All(_hiddenE[hidden]);
            var step = T.AndNot(T.Load(ref weight, (nuint)(hidden * FirstSpikeShape.Lanes)) * e, fired);
            a += step;
            b += step * e;
            var fresh = T.AndNot(Crossing.Between(a, b, z, following > 0 ? following : _horizonZ), fired);
            var crossing = T.Bits(fresh);
            if (crossing != 0)
            {
                fired |= fresh;
                silent &= ~crossing;
            }

            z = following;
        }

        Crossing.Solve(a, b, fired, out var outputZ, out _, out var slope);
        outputZ.Store(ref _outputZ[first], 0);
        slope.Store(ref _outputSlope[first], 0);
        var times = Logarithm.Of(T.Select(fired, outputZ, T.All(1))) * -2;
        T.Select(fired, times, T.All(double.PositiveInfinity)).Store(ref _outputTimes[first], 0);
    }
}
