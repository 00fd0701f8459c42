using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// First threshold crossings of up to 16 lanes, gathered from all over a hemisphere, so that no work is done for their neighbours.
/// A crossing is a function of the lane's state alone, not of how far the search goes.
/// </summary>
/// <typeparam name="T">Lanes that are computed at once; the result does not depend on it.</typeparam>
internal sealed unsafe class CrossingSolver<T>
    where T : struct, ILanes<T>
{
    private const float Tolerance = 0.01f; // cycles, 40 ps: a two-hundredth of an event-clock tick
    private const float Farthest = 1e7f; // cycles, 40 ms: no current lasts so long
    private const int FastSteps = 6;
    private const int MaximumSteps = 256;
    private readonly CircuitBlocks _gathered = new();
    private readonly LaneArray<float> _start = new(Lanes);
    private readonly LaneArray<float> _found = new(Lanes);
    private readonly short[] _lanes = new short[Lanes];

    /// <summary>Lanes that have been added.</summary>
    public int Count { get; private set; }

    /// <summary>No more lanes fit.</summary>
    public bool Full => Count == Lanes;

    /// <summary>Adds a lane.</summary>
    /// <param name="blocks">Where it is kept.</param>
    /// <param name="lane">Lane 0..255.</param>
    /// <param name="wait">Cycles from its state until the membrane is free; not negative.</param>
    public void Add(CircuitBlocks blocks, int lane, float wait)
    {
        float* source = blocks[ArrayGeometry.ChunkOf(lane)] + (lane & (Lanes - 1));
        float* target = _gathered[0] + Count;
        for (int field = 0; field <= (int)CircuitField.LastOfSolver; field++)
        {
            target[field * Lanes] = source[field * Lanes];
        }

        _start.Pointer[Count] = wait;
        _lanes[Count++] = (short)lane;
    }

    /// <summary>Lane of an entry.</summary>
    public int Lane(int entry) => _lanes[entry];

    /// <summary>Crossing of an entry in cycles after its state, or infinity.</summary>
    public float Crossing(int entry) => _found.Pointer[entry];

    /// <summary>Forgets the lanes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Finds the crossings.</summary>
    public void Solve()
    {
        float* block = _gathered[0];
        for (int n = Count; n < Lanes; n++)
        {
            block[((int)CircuitField.Threshold * Lanes) + n] = Unreachable;
        }

        for (int k = 0; k < Count; k += T.Width)
        {
            T start = T.Load(_start.Pointer + k);
            T zero = T.All(0f);
            if (T.Bits(T.Less(zero, start)) != 0)
            {
                MembraneState<T> held = AnyTimeConstants.Hold(block, k, MembraneState<T>.At(block, k), start);
                T waits = T.Less(zero, start);
                Set(block, CircuitField.E, k, T.Select(waits, held.E, Get<T>(block, CircuitField.E, k)));
                Set(block, CircuitField.I, k, T.Select(waits, held.I, Get<T>(block, CircuitField.I, k)));
            }

            T searched = T.Less(Get<T>(block, CircuitField.Threshold, k), Get<T>(block, CircuitField.E, k));
            T found = Fast(block, k, searched, out T open);
            if (T.Bits(open) != 0)
            {
                found = T.Select(open, Cautious(block, k, open), found);
            }

            (start + found).Store(_found.Pointer + k);
        }
    }

    /// <summary>
    /// Steps to where the parabola through V, V' and V'' meets the threshold, or to its apex if it does not: third order. Sure to find the first crossing only where
    /// D = E/te + I/ti stays positive and V rises all the way; other lanes are left open, and so are those with time constants that the modes cannot tell apart.
    /// </summary>
    private static T Fast(float* block, int k, T searched, out T open)
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
    private static T Cautious(float* block, int k, T open)
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
