using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Moves a chunk ahead and says which of its lanes might cross their threshold on the way, by bounds that never miss a crossing.
/// With E >= 0 falling and I &lt;= 0 rising, tm V' &lt;= a + 2 c s, a = max(E + I - V, 0), c = -I/(2 ti): V rises by at most (a + c s) s/tm.
/// </summary>
internal static unsafe class LookAhead
{
    /// <summary>Factor on the bounds, which must never contradict the solver by rounding.</summary>
    public const float BoundMargin = 1.001f;

    /// <summary>The same, in volts.</summary>
    public const float Margin = 1e-6f;

    private const float LeastSlope = 1e-20f; // V, against 0/0

    /// <summary>Writes the state after <paramref name="cycles"/> to the Later fields.</summary>
    /// <returns>Bits 0..15: lanes that may cross until then; bits 16..31: lanes that can cross at all without another event.</returns>
    public static uint Run<T, TSolution>(float* block, float cycles)
        where T : struct, ILanes<T>
        where TSolution : struct, IMembraneSolution
    {
        uint result = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            MembraneState<T> origin = MembraneState<T>.At(block, k);
            MembraneState<T> later = TSolution.Evolve(block, k, origin, T.All(cycles));
            Set(block, CircuitField.LaterV, k, later.V);
            Set(block, CircuitField.LaterE, k, later.E);
            Set(block, CircuitField.LaterI, k, later.I);
            uint near = Near(block, k, origin, cycles, out uint possible);
            result |= (near | (possible << Lanes)) << k;
        }

        return result;
    }

    /// <summary>Lanes of a bundle that may cross within an interval.</summary>
    /// <param name="block">Block of the chunk.</param>
    /// <param name="k">First lane.</param>
    /// <param name="origin">State at the beginning.</param>
    /// <param name="cycles">Length of the interval.</param>
    /// <param name="possible">Lanes that can cross at all without another event.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Near<T>(float* block, int k, MembraneState<T> origin, float cycles, out uint possible)
        where T : struct, ILanes<T>
    {
        T threshold = Get<T>(block, CircuitField.Threshold, k);
        T slope = T.Larger(origin.E + origin.I - origin.V, T.All(0f));
        T bend = origin.I * (T.All(-0.5f * cycles) * Get<T>(block, CircuitField.RateI, k));
        T rise = (slope + bend) * (T.All(BoundMargin * cycles) * Get<T>(block, CircuitField.RateM, k));
        possible = T.LessBits(threshold, origin.E); // V stays below the excitatory current that drives it
        return T.LessOrEqualBits(threshold - origin.V, rise + T.All(Margin)) & possible;
    }

    /// <summary>
    /// Mask of the lanes that may cross within intervals of their own, at first of which their membranes may be held. With D = E/te + I/ti at least d throughout, the slope
    /// w = E + I - V falls at least by d s, so V rises by at most (s/tm) max(w - d s/2, w/2).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MayCross<T>(float* block, int k, MembraneState<T> origin, T cycles)
        where T : struct, ILanes<T>
    {
        T threshold = Get<T>(block, CircuitField.Threshold, k);
        T zE = cycles * Get<T>(block, CircuitField.RateE, k);
        // E e^-z is at least E (1 - z), and I never falls.
        T fall = T.MultiplyAdd(zE * origin.E, T.All(1f) - zE, cycles * Get<T>(block, CircuitField.RateI, k) * origin.I);
        T slope = T.Larger(origin.E + origin.I - origin.V, T.All(0f));
        T zM = T.All(BoundMargin) * cycles * Get<T>(block, CircuitField.RateM, k);
        T gap = threshold - T.All(Margin) - origin.V;
        return T.LessOrEqual(gap + gap, zM * T.Larger(slope + slope - fall, slope)) & T.Less(threshold, origin.E);
    }

    /// <summary>
    /// The same bound solved for the time: cycles that pass for sure before a lane of the chunk crosses; infinity if none can without another event.
    /// </summary>
    public static float Safe<T>(float* block)
        where T : struct, ILanes<T>
    {
        float safe = float.PositiveInfinity;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            MembraneState<T> origin = MembraneState<T>.At(block, k);
            T zero = T.All(0f);
            T threshold = Get<T>(block, CircuitField.Threshold, k);
            T slope = T.Larger(origin.E + origin.I - origin.V, zero);
            T bend = origin.I * (T.All(-0.5f) * Get<T>(block, CircuitField.RateI, k));
            T rise = T.Larger(threshold - origin.V - T.All(Margin), zero) * Get<T>(block, CircuitField.TauM, k);
            T root = T.SquareRoot(T.MultiplyAdd(T.All(4f) * bend, rise, slope * slope));
            T cycles = (rise + rise) / T.Larger(slope + root, T.All(LeastSlope));
            safe = MathF.Min(safe, T.Least(T.Select(T.Less(threshold, origin.E), cycles, T.All(float.PositiveInfinity))));
        }

        return safe / BoundMargin;
    }

    /// <summary>
    /// Sorts out lanes that do not reach their threshold after all, given the state at both ends.
    /// With D = E/te + I/ti not negative at both ends (then nowhere between, since it changes sign once at most), V has one maximum at most:
    /// it lies inside only if V falls at the end, and from a crossing inside V cannot have fallen below threshold times e^(-s/tm) while E + I is positive.
    /// Where D is at least d > 0 throughout, the slope w = E + I - V falls at least as fast, so that V rises by at most w^2/(2 d tm).
    /// </summary>
    public static uint Confirm<T>(float* block, float cycles)
        where T : struct, ILanes<T>
    {
        uint result = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            MembraneState<T> later = new(Get<T>(block, CircuitField.LaterV, k), Get<T>(block, CircuitField.LaterE, k), Get<T>(block, CircuitField.LaterI, k));
            result |= T.Bits(Unconfirmed(block, k, MembraneState<T>.At(block, k), later, T.All(cycles))) << k;
        }

        return result;
    }

    /// <summary>Mask of the lanes of a bundle that cannot be sorted out so, given the states at both ends of their intervals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Unconfirmed<T>(float* block, int k, MembraneState<T> origin, MembraneState<T> end, T cycles)
        where T : struct, ILanes<T>
    {
        T zero = T.All(0f);
        T all = T.LessOrEqual(zero, zero);
        T threshold = Get<T>(block, CircuitField.Threshold, k) - T.All(Margin);
        T rateE = Get<T>(block, CircuitField.RateE, k);
        T rateI = Get<T>(block, CircuitField.RateI, k);
        T simple = T.LessOrEqual(zero, T.MultiplyAdd(rateE, origin.E, rateI * origin.I)) & T.LessOrEqual(zero, T.MultiplyAdd(rateE, end.E, rateI * end.I));
        T drive = end.E + end.I;
        T rising = T.LessOrEqual(end.V + T.All(Margin), drive);
        // e^-z >= 1 - z
        T least = threshold * (T.All(1f) - (cycles * Get<T>(block, CircuitField.RateM, k)));
        T low = T.Less(end.V, T.Smaller(least, threshold)) & T.Less(zero, drive) & T.Less(zero, threshold);
        // E e^-z is at least E (1 - z), and I never falls.
        T left = T.All(1f) - (cycles * rateE);
        T fall = T.MultiplyAdd(rateE * origin.E, left, rateI * origin.I);
        T slope = T.Larger(origin.E + origin.I - origin.V, zero);
        T room = (threshold - origin.V) * (fall + fall);
        T turns = T.Less(zero, fall) & T.LessOrEqual(slope * slope * (Get<T>(block, CircuitField.RateM, k) * T.All(BoundMargin)), room);
        T cleared = T.Less(T.Larger(origin.V, end.V), threshold) & T.Select(turns, all, simple & T.Select(rising, all, low));
        return T.Select(cleared, zero, all);
    }

    /// <summary>
    /// Corrects the Later membranes of lanes whose refractory time reaches into the interval.
    /// </summary>
    /// <param name="block">Block of the chunk.</param>
    /// <param name="start">Cycle of the state after the epoch.</param>
    /// <param name="cycles">Length of the interval.</param>
    /// <returns>Bits 0..15: lanes that are held to the end; bits 16..31: lanes that are released within the interval.</returns>
    public static uint Hold<T, TSolution>(float* block, float start, float cycles)
        where T : struct, ILanes<T>
        where TSolution : struct, IMembraneSolution
    {
        uint result = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T wait = Get<T>(block, CircuitField.Release, k) - T.All(start);
            T held = T.LessOrEqual(T.All(cycles), wait);
            T later = T.Select(held, Get<T>(block, CircuitField.V, k), Get<T>(block, CircuitField.LaterV, k));
            uint heldBits = T.Bits(held);
            uint released = T.LessBits(T.All(0f), wait) & ~heldBits;
            if (released != 0)
            {
                later = Released<T, TSolution>(block, k, wait, T.All(cycles), later);
            }

            Set(block, CircuitField.LaterV, k, later);
            result |= (heldBits | (released << Lanes)) << k;
        }

        return result;
    }

    /// <summary>Membranes <paramref name="end"/> cycles after the state at the origin, of lanes that are held at first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AfterHold<T, TSolution>(float* block, int k, T wait, T end)
        where T : struct, ILanes<T>
        where TSolution : struct, IMembraneSolution
    {
        T bounded = T.Smaller(T.Larger(wait, T.All(0f)), end);
        MembraneState<T> freed = TSolution.Evolve(block, k, MembraneState<T>.At(block, k), bounded) with { V = Get<T>(block, CircuitField.V, k) };
        return TSolution.Evolve(block, k, freed, end - bounded).V;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Released<T, TSolution>(float* block, int k, T wait, T end, T later)
        where T : struct, ILanes<T>
        where TSolution : struct, IMembraneSolution =>
        T.Select(T.Less(T.All(0f), wait) & T.Less(wait, end), AfterHold<T, TSolution>(block, k, wait, end), later);
}
