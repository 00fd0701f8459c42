using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>Adds the pulses of one cycle to the currents of a chunk; the sum saturates.</summary>
internal static unsafe class SynapticInput
{
    /// <summary>Adds to the excitatory currents.</summary>
    public static void AddExcitatory<T>(float* block, int chunk, ReadOnlySpan<RowPulse> pulses)
        where T : struct, ILanes<T>
    {
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T current = T.MultiplyAdd(Charge<T>(pulses, chunk, k), Get<T>(block, CircuitField.GainE, k), Get<T>(block, CircuitField.E, k));
            Set(block, CircuitField.E, k, T.Smaller(current, Get<T>(block, CircuitField.Saturation, k)));
        }
    }

    /// <summary>Adds to the inhibitory currents.</summary>
    public static void AddInhibitory<T>(float* block, int chunk, ReadOnlySpan<RowPulse> pulses)
        where T : struct, ILanes<T>
    {
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T charge = T.All(0f) - Charge<T>(pulses, chunk, k);
            T current = T.MultiplyAdd(charge, Get<T>(block, CircuitField.GainI, k), Get<T>(block, CircuitField.I, k));
            Set(block, CircuitField.I, k, T.Larger(current, T.All(0f) - Get<T>(block, CircuitField.Saturation, k)));
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
