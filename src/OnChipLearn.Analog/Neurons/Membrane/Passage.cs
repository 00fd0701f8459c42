using System.Numerics;
using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Takes many chunks through an interval and lets the pulses at its end act. The state at the end is computed by the same operations as by
/// <see cref="LookAhead"/> with <see cref="ShortModes"/>, so it has the same bits. A held membrane is one whose decay is 1 (<see cref="Freeze"/>).
/// Lanes that cross or are released on the way have to be corrected afterwards.
/// </summary>
internal static unsafe class Passage
{
    /// <summary>Prepares a chunk: membranes that are refractory are frozen.</summary>
    /// <param name="block">Block of the chunk.</param>
    /// <param name="start">Cycle of the state after the epoch.</param>
    /// <returns>First end of a refractory time after the epoch, or infinity.</returns>
    public static float Freeze<T>(float* block, float start)
        where T : struct, ILanes<T>
    {
        float next = float.PositiveInfinity;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T zero = T.All(0f);
            T release = Get<T>(block, CircuitField.Release, k);
            T held = T.Less(zero, release - T.All(start));
            Set(block, CircuitField.FreeRateM, k, T.Select(held, zero, Get<T>(block, CircuitField.RateM, k)));
            Set(block, CircuitField.FreePartE, k, T.Select(held, zero, Get<T>(block, CircuitField.PartE, k)));
            Set(block, CircuitField.FreePartI, k, T.Select(held, zero, Get<T>(block, CircuitField.PartI, k)));
            next = MathF.Min(next, T.Least(T.Select(held, release, T.All(float.PositiveInfinity))));
        }

        return next;
    }

    /// <summary>Brings chunks to <paramref name="cycle"/> and adds pulses.</summary>
    /// <param name="blocks">Blocks of the chunks.</param>
    /// <param name="chunks">Chunks; all their lanes can be solved by <see cref="ShortModes"/>.</param>
    /// <param name="times">Where each chunk is; brought up to date.</param>
    /// <param name="cycle">Cycle of the pulses.</param>
    /// <param name="longest">Longest interval in cycles for <see cref="ShortModes"/>.</param>
    /// <param name="pulses">Pulses.</param>
    /// <param name="suspects">Receives the lanes that may cross. The Later fields become the state before.</param>
    /// <returns>Bits 0..15: chunks in which something happens on the way; bits 16..31: chunks that are left as they were.</returns>
    public static uint Run<T>(CircuitBlocks blocks, uint chunks, in ChunkTimes times, long cycle, float longest, RowPulses pulses, ushort* suspects)
        where T : struct, ILanes<T>
    {
        uint result = 0;
        long* origins = times.Origin;
        long* epochs = times.Epoch;
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            long origin = origins[chunk];
            long epoch = epochs[chunk];
            float cycles = cycle - origin;
            if (!(cycles <= longest) || cycle - epoch >= ChunkTimes.EpochLength)
            {
                result |= 1u << (chunk + Lanes);
                continue;
            }

            float* block = blocks[chunk];
            // Without a branch on what the neurons do: it could not be foreseen, and the next chunk would have to wait for it.
            uint happens = cycles <= times.NextRelease[chunk] - (origin - epoch) ? 0 : 1u << Lanes;
            for (int k = 0; k < Lanes; k += T.Width)
            {
                MembraneState<T> before = MembraneState<T>.At(block, k);
                happens |= Evolve(block, k, cycles, before, out MembraneState<T> end) << k;
                Set(block, CircuitField.LaterV, k, before.V);
                Set(block, CircuitField.LaterE, k, before.E);
                Set(block, CircuitField.LaterI, k, before.I);
                SynapticInput.Arrive(block, chunk, k, pulses, end);
            }

            suspects[chunk] = (ushort)happens;
            times.Length[chunk] = cycles;
            result |= (happens != 0 ? 1u : 0) << chunk;
            origins[chunk] = cycle;
            times.Later[chunk] = ChunkTimes.Unknown;
        }

        return result;
    }

    /// <summary>Frozen lanes that are released before the end of an interval.</summary>
    /// <param name="block">Block of the chunk.</param>
    /// <param name="start">Beginning of the interval after the epoch.</param>
    /// <param name="cycles">Length of the interval.</param>
    /// <returns>Bits 0..15: such lanes; bits 16..31: lanes that are frozen to the end.</returns>
    public static uint Released<T>(float* block, float start, float cycles)
        where T : struct, ILanes<T>
    {
        uint result = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            uint frozen = T.LessOrEqualBits(Get<T>(block, CircuitField.FreeRateM, k), T.All(0f));
            uint held = T.LessOrEqualBits(T.All(cycles), Get<T>(block, CircuitField.Release, k) - T.All(start)) & frozen;
            result |= ((frozen & ~held) | (held << Lanes)) << k;
        }

        return result;
    }

    /// <summary>Lanes whose membrane may reach the threshold, if it is held for a part of the interval.</summary>
    public static uint Near<T>(float* block, float cycles)
        where T : struct, ILanes<T>
    {
        uint result = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            result |= LookAhead.Near(block, k, Before<T>(block, k), cycles, out _) << k;
        }

        return result;
    }

    /// <summary>
    /// Lanes that cannot be sorted out as <see cref="LookAhead.Confirm"/> does. The currents at the end are no longer known, but
    /// E e^-z is at least E (1 - z) and I never falls.
    /// </summary>
    public static uint Unconfirmed<T>(float* block, float cycles)
        where T : struct, ILanes<T>
    {
        uint result = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            MembraneState<T> before = Before<T>(block, k);
            T left = T.All(1f) - (T.All(cycles) * Get<T>(block, CircuitField.RateE, k));
            MembraneState<T> least = new(Get<T>(block, CircuitField.V, k), before.E * left, before.I);
            result |= LookAhead.Unconfirmed(block, k, before, least, cycles) << k;
        }

        return result;
    }

    private static MembraneState<T> Before<T>(float* block, int k)
        where T : struct, ILanes<T> => MembraneState<T>.At(block + ((int)CircuitField.LaterV * Lanes), k);

    // State of a bundle at the end of an interval, and which of its lanes may cross before. The bound is that of LookAhead.Near.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Evolve<T>(float* block, int k, float cycles, MembraneState<T> before, out MembraneState<T> end)
        where T : struct, ILanes<T>
    {
        T zM = T.All(cycles) * Get<T>(block, CircuitField.FreeRateM, k);
        T zI = T.All(cycles) * Get<T>(block, CircuitField.RateI, k);
        T partE = Get<T>(block, CircuitField.FreePartE, k);
        T partI = Get<T>(block, CircuitField.FreePartI, k);
        end = Modes.Combine(partE, partI, before, Exponential.ShortDecay(zM), Exponential.ShortDecay(T.All(cycles) * Get<T>(block, CircuitField.RateE, k)), Exponential.ShortDecay(zI));
        T slope = T.Larger(before.E + before.I - before.V, T.All(0f));
        T rise = zM * T.MultiplyAdd(before.I * zI, T.All(-0.5f), slope);
        T gap = Get<T>(block, CircuitField.Threshold, k) - before.V;
        return T.LessOrEqualBits(gap, T.MultiplyAdd(rise, T.All(LookAhead.BoundMargin), T.All(LookAhead.Margin)));
    }
}
