using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>Adds the pulses of one cycle to the currents of a chunk; the sum saturates.</summary>
internal static unsafe class SynapticInput
{
    /// <summary>
    /// Makes the state of the Later fields, or the present one, the state at the origin, with the pulses added.
    /// </summary>
    /// <param name="block">Block of the chunk.</param>
    /// <param name="chunk">Number of the chunk.</param>
    /// <param name="pulses">Pulses of the cycle.</param>
    /// <param name="later">Whether the state is that of the Later fields.</param>
    public static void Arrive<T>(float* block, int chunk, RowPulses pulses, bool later)
        where T : struct, ILanes<T>
    {
        float* source = block + (later ? (int)CircuitField.LaterV * Lanes : 0);
        for (int k = 0; k < Lanes; k += T.Width)
        {
            Arrive(block, chunk, k, pulses, MembraneState<T>.At(source, k));
        }
    }

    /// <summary>Makes a state that of a bundle, with the pulses added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Arrive<T>(float* block, int chunk, int k, RowPulses pulses, MembraneState<T> state)
        where T : struct, ILanes<T>
    {
        T saturation = Get<T>(block, CircuitField.Saturation, k);
        T e = T.MultiplyAdd(Charge<T>(pulses.Excitatory, chunk, k), Get<T>(block, CircuitField.GainE, k), state.E);
        T i = state.I;
        if ((pulses.InhibitedChunks >> chunk & 1) != 0)
        {
            T charge = T.All(0f) - Charge<T>(pulses.Inhibitory, chunk, k);
            i = T.Larger(T.MultiplyAdd(charge, Get<T>(block, CircuitField.GainI, k), i), T.All(0f) - saturation);
        }

        Set(block, CircuitField.V, k, state.V);
        Set(block, CircuitField.E, k, T.Smaller(e, saturation));
        Set(block, CircuitField.I, k, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Charge<T>(ReadOnlySpan<RowPulse> pulses, int chunk, int k)
        where T : struct, ILanes<T>
    {
        int lane = (chunk * Lanes) + k;
        T charge = T.All(0f);
        foreach (ref readonly RowPulse pulse in pulses)
        {
            if ((pulse.Chunks >> chunk & 1) != 0)
            {
                charge = T.MultiplyAdd(T.All(pulse.Amplitude), T.WeightsWhereLabel((byte*)pulse.Weights + lane, (byte*)pulse.Labels + lane, pulse.Address), charge);
            }
        }

        return charge;
    }
}
