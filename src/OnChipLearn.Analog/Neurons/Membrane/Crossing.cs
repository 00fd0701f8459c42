using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// First threshold crossing of consecutive lanes of a block. Up to where it is of interest it is a function of the lane's state alone, not of how far the search goes.
/// </summary>
internal static unsafe class Crossing
{
    private const float Tolerance = 0.01f; // cycles, 40 ps: a two-hundredth of an event-clock tick
    private const int FastSteps = 6;
    private const int MaximumSteps = 256;

    /// <summary>Crossings in cycles after the state, or infinity. Currents of lanes that wait are moved to the end of the wait.</summary>
    /// <param name="block">Block of the lanes.</param>
    /// <param name="k">First lane.</param>
    /// <param name="start">Cycles until the membrane is free; not negative.</param>
    /// <param name="cycles">Cycles after the state up to which a crossing is of interest.</param>
    public static T Find<T>(float* block, int k, T start, T cycles)
        where T : struct, ILanes<T>
    {
        T zero = T.All(0f);
        T waits = T.Less(zero, start);
        if (T.Bits(waits) != 0)
        {
            MembraneState<T> held = AnyTimeConstants.Hold(block, k, MembraneState<T>.At(block, k), start);
            Set(block, CircuitField.E, k, T.Select(waits, held.E, Get<T>(block, CircuitField.E, k)));
            Set(block, CircuitField.I, k, T.Select(waits, held.I, Get<T>(block, CircuitField.I, k)));
        }

        T searched = T.Less(Get<T>(block, CircuitField.Threshold, k), Get<T>(block, CircuitField.E, k));
        T found = Fast(block, k, searched, out T open);
        if (T.Bits(open) != 0)
        {
            found = T.Select(open, Cautious(block, k, open, cycles - start), found);
        }

        return start + found;
    }

    /// <summary>
    /// Steps to where the parabola through V, V' and V'' meets the threshold, or to its apex if it does not: third order. Sure to find the first crossing only where
    /// D = E/te + I/ti stays positive and V rises all the way; other lanes are left open, and so are those with time constants that the modes cannot tell apart.
    /// </summary>
    private static T Fast<T>(float* block, int k, T searched, out T open)
        where T : struct, ILanes<T>
    {
        T zero = T.All(0f);
        T threshold = Get<T>(block, CircuitField.Threshold, k);
        T tauM = Get<T>(block, CircuitField.TauM, k);
        T rateM = Get<T>(block, CircuitField.RateM, k);
        T rateE = Get<T>(block, CircuitField.RateE, k);
        T rateI = Get<T>(block, CircuitField.RateI, k);
        T fastest = rateE + rateM + rateI;
        MembraneState<T> origin = MembraneState<T>.At(block, k);
        MembraneState<T> state = origin;
        T u = zero;
        T crossing = T.All(float.PositiveInfinity);
        T modes = T.LessOrEqual(T.All(LeastSeparation), Get<T>(block, CircuitField.Separation, k));
        T pending = searched & modes;
        open = T.Select(modes, zero, searched);
        T reached = searched & T.LessOrEqual(threshold, origin.V);
        crossing = T.Select(reached, zero, crossing);
        pending = T.Select(reached, zero, pending);
        open = T.Select(reached, zero, open);
        for (int step = 0; ; step++)
        {
            T slope = state.E + state.I - state.V;
            T decline = T.MultiplyAdd(rateE, state.E, rateI * state.I);
            T bend = T.MultiplyAdd(rateM, slope, decline);
            T need = (threshold - state.V) * tauM;
            T square = T.MultiplyAdd(slope, slope, T.All(-2f) * (bend * need));
            T sound = pending & T.Less(zero, slope) & T.LessOrEqual(zero, decline);
            T meets = T.Less(zero, square);
            T root = T.SquareRoot(T.Larger(square, zero));
            T advance = T.Select(meets, need + need, slope) / T.Select(meets, slope + root, bend);
            T distance = T.Larger(advance, zero - advance);
            T turn = distance * fastest;
            T error = (slope + state.E - state.I) * (turn * turn) * distance; // six times the neglected third-order term
            u = T.Larger(u + advance, zero);
            T done = sound & meets & T.LessOrEqual(error, T.All(6 * Tolerance) * root);
            crossing = T.Select(done, u, crossing);
            open = T.Select(pending, T.Select(sound, zero, pending), open);
            pending = T.Select(done, zero, sound);
            if (T.Bits(pending) == 0)
            {
                return crossing;
            }

            if (step == FastSteps)
            {
                open = T.Select(pending, pending, open);
                return crossing;
            }

            state = Modes.Evolve(block, k, origin, u);
        }
    }

    /// <summary>
    /// Approaches from below by steps that cannot pass the first crossing: by the bound of <see cref="LookAhead"/>, a gap g to the threshold needs at least s
    /// with a s + c s^2 = g tm (a of either sign). The step is exact to first order, so convergence at a transversal crossing is quadratic.
    /// </summary>
    private static T Cautious<T>(float* block, int k, T open, T limit)
        where T : struct, ILanes<T>
    {
        T zero = T.All(0f);
        T threshold = Get<T>(block, CircuitField.Threshold, k);
        T tauM = Get<T>(block, CircuitField.TauM, k);
        T curvature = T.All(0.5f) * Get<T>(block, CircuitField.RateI, k);
        MembraneState<T> origin = MembraneState<T>.At(block, k);
        MembraneState<T> state = origin;
        T pending = open;
        T crossing = T.All(float.PositiveInfinity);
        T u = zero;
        for (int step = 0; step < MaximumSteps && T.Bits(pending) != 0; step++)
        {
            T gap = threshold - state.V;
            T reached = pending & T.LessOrEqual(gap, zero);
            crossing = T.Select(reached, u, crossing);
            pending = T.Select(reached, zero, pending) & T.Less(threshold, state.E);

            T slope = state.E + state.I - state.V;
            T rising = T.Larger(slope, zero);
            T bend = zero - (state.I * curvature);
            T need = gap * tauM;
            T root = T.SquareRoot(T.Larger(T.MultiplyAdd(T.All(4f) * bend, need, rising * rising), zero));
            T falling = T.Less(slope, zero);
            T numerator = T.Select(falling, root - slope, need + need);
            T denominator = T.Select(falling, bend + bend, slope + root);
            T advance = numerator / denominator;
            u = T.Select(pending, u + advance, u);
            pending &= T.LessOrEqual(u, limit);
            T converged = pending & T.Less(advance, T.All(Tolerance));
            crossing = T.Select(converged, u, crossing);
            pending = T.Select(converged, zero, pending);
            if (T.Bits(pending) != 0)
            {
                state = AnyTimeConstants.Evolve(block, k, origin, u);
            }
        }

        return crossing;
    }
}
