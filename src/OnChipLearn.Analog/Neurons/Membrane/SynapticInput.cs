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
        bool inhibited = (pulses.InhibitedChunks >> chunk & 1) != 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T saturation = Get<T>(block, CircuitField.Saturation, k);
            T e = T.MultiplyAdd(Charge<T>(pulses.Excitatory, chunk, k), Get<T>(block, CircuitField.GainE, k), Get<T>(source, CircuitField.E, k));
            T i = Get<T>(source, CircuitField.I, k);
            if (inhibited)
            {
                T charge = T.All(0f) - Charge<T>(pulses.Inhibitory, chunk, k);
                i = T.Larger(T.MultiplyAdd(charge, Get<T>(block, CircuitField.GainI, k), i), T.All(0f) - saturation);
            }

            Set(block, CircuitField.V, k, Get<T>(source, CircuitField.V, k));
            Set(block, CircuitField.E, k, T.Smaller(e, saturation));
            Set(block, CircuitField.I, k, i);
        }
    }

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
