using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.FirstSpike;

/// <content>The way back, at the width of the host's vectors.</content>
public sealed partial class FirstSpikeEngine
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Backward<T>(int spiking, ReadOnlySpan<double> weights, Span<double> gradient)
        where T : struct, IDoubles<T>
    {
        for (var block = 0; block < _shape.Row; block += T.Count)
        {
            var error = OutputBackward<T>(block, spiking, weights, gradient);
            error.Store(ref _hiddenError[block], 0);
            HiddenBackward(block, error, gradient);
        }
    }

    /// <summary>Gradients of the weights to the outputs; returns dL/dt of a vector of hidden spikes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T OutputBackward<T>(int block, int spiking, ReadOnlySpan<double> weights, Span<double> gradient)
        where T : struct, IDoubles<T>
    {
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var slot = ref MemoryMarshal.GetReference(gradient);
        var e = T.Load(ref _hiddenE[block], 0);
        var error = T.All(0);
        for (var i = 0; i < spiking; i++)
        {
            // A spike after the output's has u >= 1 and no part in it; a silent neuron has u = 0, which makes both terms zero.
            var output = _spikingOutputs[i];
            var u = e * T.All(_outputZ[output]);
            u &= T.Less(u, T.All(1));
            var position = (nuint)(((_shape.Inputs + output) * _shape.Row) + block);
            var scaled = T.All(_adjoints[i]) * u;
            (T.Load(ref slot, position) - (scaled * (T.All(2) * (T.All(1) - u)))).Store(ref slot, position);
            error += T.Load(ref weight, position) * scaled * ((T.All(2) * u) - T.All(1));
        }

        return error;
    }

    /// <summary>Gradients of the weights to a vector of hidden neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void HiddenBackward<T>(int block, T error, Span<double> gradient)
        where T : struct, IDoubles<T>
    {
        ref var slot = ref MemoryMarshal.GetReference(gradient);
        var z = T.Load(ref _hiddenZ[block], 0);
        var fired = T.Less(T.All(0), z);
        var bounded = T.Larger(T.Load(ref _hiddenSlope[block], 0), T.All(SlopeClamp));
        var adjoint = error / T.Select(fired, bounded, T.All(1));
        var e = _arrivingE.AsSpan(0, _arrivingInputs);
        var rows = _arrivingRow.AsSpan(0, _arrivingInputs);
        for (var i = 0; i < e.Length; i++)
        {
            var u = T.All(e[i]) * z;
            u &= T.Less(u, T.All(1));
            var position = (nuint)(rows[i] + block);
            (T.Load(ref slot, position) - (adjoint * u * (T.All(2) * (T.All(1) - u)))).Store(ref slot, position);
        }
    }
}
