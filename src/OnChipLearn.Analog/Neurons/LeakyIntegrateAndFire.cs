using System.Numerics;
using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Leaky integrate-and-fire neurons with exponential currents, solved exactly between events.
/// <code>
/// V(s) = V0 x + E0 Fe + I0 Fi,   E(s) = E0 ye,   I(s) = I0 yi           (potentials relative to the leak)
/// x = e^(-s/tm),  y = e^(-s/ts),  F = y (s/tm) phi(s/ts - s/tm),  phi(z) = (e^z - 1)/z
/// </code>
/// F is the exact response of the membrane to the current (eventprop notes, section 1, kernel K), regular where both time constants agree.
/// Threshold crossings are approached from below by steps that cannot pass the first crossing: with E >= 0 falling and I &lt;= 0 rising,
/// tm V' &lt;= a + 2 c s with a = E + I - V and c = -I/(2 ti), so that g = threshold - V needs at least s with a s + c s^2 = g tm.
/// The step is exact to first order, so convergence at a transversal crossing is quadratic.
/// State is kept in float; time constants are in PPU cycles.
/// </summary>
/// <typeparam name="T">Lanes that are computed at once; the result does not depend on it.</typeparam>
public sealed unsafe class LeakyIntegrateAndFire<T> : NeuronPopulation
    where T : struct, ILanes<T>
{
    private const int Lanes = ArrayGeometry.LanesPerChunk;
    private const float Tolerance = 0.02f; // cycles, 80 ps: a hundredth of an event-clock tick
    private const float Unreachable = 1e30f; // threshold of neurons that cannot spike
    private const float BoundMargin = 1.001f; // the cheap filter must never contradict the solver by rounding
    private const int EpochLength = 1 << 18; // cycles after which release times are counted from a new origin, to keep them exact in float
    private const int MaximumSteps = 256;
    private const int CachedIntervals = 128; // intervals below this many cycles keep their factors
    private const int FactorsPerChunk = 5 * Lanes;
    private const int BlockFloats = 20 * Lanes;
    private const int SolvedFields = (int)Field.HalfInverseTauI + 1; // fields that the solver reads
    private const int Scratch = ArrayGeometry.Chunks; // the block after the last chunk holds the lanes that are being solved

    private readonly LaneArray<float> _store = new((ArrayGeometry.Chunks + 1) * BlockFloats);
    private readonly LaneArray<float> _factors = new(CachedIntervals * ArrayGeometry.Chunks * FactorsPerChunk);
    private readonly uint[] _factorsValid = new uint[CachedIntervals];
    private readonly float[] _latestRelease = new float[ArrayGeometry.Chunks]; // at least the latest of the chunk; a larger value costs time, not bits
    private readonly double[] _leakVolt = new double[ArrayGeometry.Columns];
    private readonly short[] _suspects = new short[ArrayGeometry.Columns];
    private long _epoch;
    private uint _inhibited; // chunks that may carry inhibitory current
    private float _shortInterval; // cycles up to which every lane's decay exponents stay below Exponential.ShortLimit

    /// <summary>Creates a population of unused neurons.</summary>
    public LeakyIntegrateAndFire()
    {
        NeuronParameters unused = new() { Enabled = false };
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            Configure(lane, unused);
        }
    }

    // Fields of a lane. State and constants of a chunk lie together: field f of lane k is float 16 f + k of the chunk's block.
    private enum Field
    {
        V, // relative to the leak, like every potential here
        E,
        I, // inhibitory current, never positive
        Release, // end of the refractory time, in cycles after the epoch
        Threshold,
        TauM,
        InverseTauM,
        InverseTauE,
        InverseTauI,
        DifferenceE, // 1/te - 1/tm
        DifferenceI,
        RatioE, // te/(tm - te), 0 where it is not needed
        RatioI,
        HalfInverseTauI,
        Reset,
        Refractory,
        GainE,
        GainI,
        Saturation,
    }

    /// <inheritdoc/>
    public override double MembraneVolt(int lane, long cycle)
    {
        float start = MathF.Max(At(Field.Release, lane) - (Time - _epoch), 0f);
        float after = cycle - Time;
        if (after <= start)
        {
            return _leakVolt[lane] + At(Field.V, lane);
        }

        State<ScalarLanes> state = After(Block(lane / Lanes), lane % Lanes, new ScalarLanes(start), new ScalarLanes(after - start));
        return _leakVolt[lane] + state.V.Value;
    }

    /// <inheritdoc/>
    public override (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle)
    {
        State<ScalarLanes> state = After(Block(lane / Lanes), lane % Lanes, new ScalarLanes(0), new ScalarLanes(cycle - Time));
        return (state.E.Value, -state.I.Value);
    }

    /// <inheritdoc/>
    public override void AddRow(byte* weights, byte* labels, byte address, float amplitude, bool inhibitory, uint chunks)
    {
        uint affected = chunks & ActiveChunks;
        T pulse = T.All(amplitude);
        if (inhibitory)
        {
            _inhibited |= affected;
            for (uint rest = affected; rest != 0; rest &= rest - 1)
            {
                int chunk = BitOperations.TrailingZeroCount(rest);
                float* block = Block(chunk);
                for (int k = 0; k < Lanes; k += T.Width)
                {
                    T charge = pulse * T.WeightsWhereLabel(weights + (chunk * Lanes) + k, labels + (chunk * Lanes) + k, address);
                    T current = T.MultiplyAdd(T.All(0f) - charge, Get<T>(block, Field.GainI, k), Get<T>(block, Field.I, k));
                    T.Larger(current, T.All(0f) - Get<T>(block, Field.Saturation, k)).Store(Place(block, Field.I, k));
                }
            }
        }
        else
        {
            for (uint rest = affected; rest != 0; rest &= rest - 1)
            {
                int chunk = BitOperations.TrailingZeroCount(rest);
                float* block = Block(chunk);
                for (int k = 0; k < Lanes; k += T.Width)
                {
                    T charge = pulse * T.WeightsWhereLabel(weights + (chunk * Lanes) + k, labels + (chunk * Lanes) + k, address);
                    T current = T.MultiplyAdd(charge, Get<T>(block, Field.GainE, k), Get<T>(block, Field.E, k));
                    T.Smaller(current, Get<T>(block, Field.Saturation, k)).Store(Place(block, Field.E, k));
                }
            }
        }

        Restart();
    }

    /// <inheritdoc/>
    protected override void OnConfigured(int lane, NeuronParameters parameters)
    {
        const double cycles = PpuClock.CyclesPerMicrosecond;
        double tm = parameters.MembraneTimeConstantUs * cycles;
        double te = parameters.ExcitatoryTimeConstantUs * cycles;
        double ti = parameters.InhibitoryTimeConstantUs * cycles;
        At(Field.Reset, lane) = (float)(parameters.ResetVolt - parameters.LeakVolt);
        At(Field.Refractory, lane) = MathF.Max((float)(parameters.RefractoryUs * cycles), 1f);
        At(Field.TauM, lane) = (float)tm;
        At(Field.InverseTauM, lane) = (float)(1 / tm);
        At(Field.InverseTauE, lane) = (float)(1 / te);
        At(Field.InverseTauI, lane) = (float)(1 / ti);
        At(Field.HalfInverseTauI, lane) = (float)(0.5 / ti);
        (At(Field.DifferenceE, lane), At(Field.RatioE, lane)) = Response(tm, te);
        (At(Field.DifferenceI, lane), At(Field.RatioI, lane)) = Response(tm, ti);
        At(Field.Saturation, lane) = (float)parameters.CurrentSaturationVolt;
        Array.Clear(_factorsValid);
        float fastest = 0;
        for (int other = 0; other < ArrayGeometry.Columns; other++)
        {
            fastest = MathF.Max(fastest, MathF.Max(At(Field.InverseTauM, other), MathF.Max(At(Field.InverseTauE, other), At(Field.InverseTauI, other))));
        }

        _shortInterval = MathF.Floor(Exponential.ShortLimit / fastest);

        static (float Difference, float Ratio) Response(double membrane, double synapse)
        {
            double difference = (1 / synapse) - (1 / membrane);
            return ((float)difference, Math.Abs(difference * membrane) < 1e-3 ? 0f : (float)(1 / (difference * membrane)));
        }
    }

    /// <inheritdoc/>
    protected override void OnTrial(int lane, NeuronParameters parameters, in TrialOffsets offsets)
    {
        float threshold = (float)(parameters.ThresholdVolt - parameters.LeakVolt) * (1 + offsets.Threshold);
        At(Field.Threshold, lane) = parameters.Enabled && parameters.CanSpike ? threshold - offsets.LeakVolt : Unreachable;
        double leak = parameters.LeakVolt + offsets.LeakVolt;
        if (leak != _leakVolt[lane])
        {
            At(Field.V, lane) += (float)(_leakVolt[lane] - leak);
            _leakVolt[lane] = leak;
            At(Field.Reset, lane) = (float)(parameters.ResetVolt - leak);
        }

        At(Field.GainE, lane) = (float)parameters.ExcitatoryGainVolt * (1 + offsets.CurrentGain);
        At(Field.GainI, lane) = (float)parameters.InhibitoryGainVolt * (1 + offsets.CurrentGain);
    }

    /// <inheritdoc/>
    protected override void Rest(int lane)
    {
        At(Field.V, lane) = At(Field.Reset, lane);
        At(Field.E, lane) = 0;
        At(Field.I, lane) = 0;
        At(Field.Release, lane) = float.NegativeInfinity;
    }

    /// <inheritdoc/>
    protected override void OnAllAtRest()
    {
        Array.Fill(_latestRelease, float.NegativeInfinity);
        _inhibited = 0;
    }

    /// <inheritdoc/>
    protected override void OnTimeSet()
    {
        long shift = Time - _epoch;
        if (shift < EpochLength && shift >= 0)
        {
            return;
        }

        _epoch = Time;
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            At(Field.Release, lane) = MathF.Max(At(Field.Release, lane) - shift, -1f);
        }

        for (int chunk = 0; chunk < ArrayGeometry.Chunks; chunk++)
        {
            _latestRelease[chunk] = MathF.Max(_latestRelease[chunk] - shift, -1f);
        }
    }

    /// <inheritdoc/>
    protected override float OnFire(int lane, float offset)
    {
        float free = offset + At(Field.Refractory, lane);
        float release = Time - _epoch + free;
        At(Field.V, lane) = At(Field.Reset, lane);
        At(Field.Release, lane) = release;
        int chunk = lane / Lanes;
        _latestRelease[chunk] = MathF.Max(_latestRelease[chunk], release);
        return free;
    }

    /// <inheritdoc/>
    protected override void Propagate(long cycles)
    {
        float now = Time - _epoch;
        float duration = cycles;
        for (uint rest = ActiveChunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            float* factors = Factors(chunk, cycles);
            if (_latestRelease[chunk] <= now)
            {
                PropagateFree(chunk, factors);
            }
            else
            {
                PropagateRefractory(chunk, factors, now, duration);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Search(uint chunks, float limit)
    {
        float now = Time - _epoch;
        int count = 0;
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            ChunkFirst[chunk] = float.PositiveInfinity;
            uint suspects = Suspects(chunk, now, limit);
            if (suspects == 0)
            {
                continue;
            }

            new Span<float>(Crossing + (chunk * Lanes), Lanes).Fill(float.PositiveInfinity);
            for (; suspects != 0; suspects &= suspects - 1)
            {
                _suspects[count++] = (short)((chunk * Lanes) + BitOperations.TrailingZeroCount(suspects));
            }
        }

        for (int first = 0; first < count; first += Lanes)
        {
            SolveTogether(_suspects.AsSpan(first, Math.Min(Lanes, count - first)), now, limit);
        }
    }

    // Lanes that may cross within the limit, by bounds that cost no exponential.
    private uint Suspects(int chunk, float now, float limit)
    {
        bool refractory = _latestRelease[chunk] > now;
        float* block = Block(chunk);
        uint bits = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T e = Get<T>(block, Field.E, k);
            T threshold = Get<T>(block, Field.Threshold, k);
            T possible = T.Less(threshold, e); // V stays below the excitatory current that drives it
            if (T.Bits(possible) == 0)
            {
                continue;
            }

            T v = Get<T>(block, Field.V, k);
            T i = Get<T>(block, Field.I, k);
            T slope = T.Larger(e + i - v, T.All(0f));
            T rise = T.MultiplyAdd(T.All(-limit) * i, Get<T>(block, Field.HalfInverseTauI, k), slope);
            T reach = T.All(limit * BoundMargin) * (rise * Get<T>(block, Field.InverseTauM, k));
            T near = T.LessOrEqual(threshold - v, reach + T.All(1e-6f));
            if (refractory)
            {
                T release = Get<T>(block, Field.Release, k);
                near = T.Select(T.LessOrEqual(release, T.All(now)), near, T.LessOrEqual(release, T.All(now + limit)));
            }

            bits |= T.Bits(possible & near) << k;
        }

        return bits;
    }

    private void PropagateFree(int chunk, float* factors)
    {
        bool inhibited = (_inhibited & (1u << chunk)) != 0;
        float* block = Block(chunk);
        for (int k = 0; k < Lanes; k += T.Width)
        {
            float* f = factors + k;
            T e = Get<T>(block, Field.E, k);
            T v = T.MultiplyAdd(Get<T>(block, Field.V, k), T.Load(f), e * T.Load(f + (2 * Lanes)));
            (e * T.Load(f + Lanes)).Store(Place(block, Field.E, k));
            if (inhibited)
            {
                T i = Get<T>(block, Field.I, k);
                v = T.MultiplyAdd(i, T.Load(f + (4 * Lanes)), v);
                (i * T.Load(f + (3 * Lanes))).Store(Place(block, Field.I, k));
            }

            v.Store(Place(block, Field.V, k));
        }
    }

    private void PropagateRefractory(int chunk, float* factors, float now, float duration)
    {
        float* block = Block(chunk);
        for (int k = 0; k < Lanes; k += T.Width)
        {
            float* f = factors + k;
            T start = Get<T>(block, Field.Release, k) - T.All(now);
            T free = T.LessOrEqual(start, T.All(0f));
            T held = T.LessOrEqual(T.All(duration), start);
            T e = Get<T>(block, Field.E, k);
            T i = Get<T>(block, Field.I, k);
            T before = Get<T>(block, Field.V, k);
            T v = T.MultiplyAdd(i, T.Load(f + (4 * Lanes)), T.MultiplyAdd(before, T.Load(f), e * T.Load(f + (2 * Lanes))));
            v = T.Select(held, before, v);
            if (T.Bits(free) + T.Bits(held) != (1u << T.Width) - 1)
            {
                T wait = T.Smaller(T.Larger(start, T.All(0f)), T.All(duration));
                State<T> late = After(block, k, wait, T.All(duration) - wait);
                v = T.Select(T.Less(T.All(0f), start) & T.Less(start, T.All(duration)), late.V, v);
            }

            (e * T.Load(f + Lanes)).Store(Place(block, Field.E, k));
            (i * T.Load(f + (3 * Lanes))).Store(Place(block, Field.I, k));
            v.Store(Place(block, Field.V, k));
        }
    }

    // Gathers up to 16 lanes from all over the hemisphere into one block, so that no work is done for their neighbours.
    private void SolveTogether(ReadOnlySpan<short> lanes, float now, float limit)
    {
        float* scratch = Block(Scratch);
        for (int n = 0; n < lanes.Length; n++)
        {
            float* source = Block(lanes[n] / Lanes) + (lanes[n] % Lanes);
            for (int field = 0; field < SolvedFields; field++)
            {
                scratch[(field * Lanes) + n] = source[field * Lanes];
            }
        }

        for (int n = lanes.Length; n < Lanes; n++)
        {
            scratch[((int)Field.Threshold * Lanes) + n] = Unreachable;
        }

        float* crossings = stackalloc float[2 * Lanes];
        crossings = (float*)(((nuint)crossings + 63) & ~(nuint)63);
        for (int k = 0; k < lanes.Length; k += T.Width)
        {
            Solve(scratch, k, now, limit).Store(crossings + k);
        }

        for (int n = 0; n < lanes.Length; n++)
        {
            int lane = lanes[n];
            Crossing[lane] = crossings[n];
            ref float first = ref ChunkFirst[lane / Lanes];
            first = MathF.Min(first, crossings[n]);
        }
    }

    private T Solve(float* block, int k, float now, float limit)
    {
        T start = T.Larger(Get<T>(block, Field.Release, k) - T.All(now), T.All(0f));
        T threshold = Get<T>(block, Field.Threshold, k);
        T tauM = Get<T>(block, Field.TauM, k);
        T curvature = Get<T>(block, Field.HalfInverseTauI, k);
        State<T> origin = new(Get<T>(block, Field.V, k), Get<T>(block, Field.E, k), Get<T>(block, Field.I, k));
        T pending = T.LessOrEqual(start, T.All(limit)) & T.Less(threshold, origin.E);
        T crossing = T.All(float.PositiveInfinity);
        origin = Wait(block, k, origin, start);
        State<T> state = origin;
        T u = T.All(0f);
        for (int step = 0; step < MaximumSteps && T.Bits(pending) != 0; step++)
        {
            T gap = threshold - state.V;
            T reached = pending & T.LessOrEqual(gap, T.All(0f));
            crossing = T.Select(reached, start + u, crossing);
            pending = T.Select(reached, T.All(0f), pending) & T.Less(threshold, state.E);

            T slope = state.E + state.I - state.V;
            T rising = T.Larger(slope, T.All(0f));
            T bend = T.All(0f) - (state.I * curvature);
            T need = gap * tauM;
            T root = T.SquareRoot(T.Larger(T.MultiplyAdd(T.All(4f) * bend, need, rising * rising), T.All(0f)));
            T falling = T.Less(slope, T.All(0f));
            T numerator = T.Select(falling, root - slope, need + need);
            T denominator = T.Select(falling, bend + bend, slope + root);
            T advance = numerator / denominator;
            u = T.Select(pending, u + advance, u);

            pending &= T.LessOrEqual(start + u, T.All(limit));
            T converged = pending & T.Less(advance, T.All(Tolerance));
            crossing = T.Select(converged, start + u, crossing);
            pending = T.Select(converged, T.All(0f), pending);
            if (T.Bits(pending) != 0)
            {
                state = Evolve(block, k, origin, u, pending);
            }
        }

        return crossing;
    }

    // Lanes within the short interval use the short series, others the general one: a lane's result does not depend on its neighbours.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private State<T> Evolve(float* block, int k, State<T> origin, T duration, T wanted)
    {
        T far = T.Less(T.All(_shortInterval), duration);
        Interval<T> near = ShortFactorsOf(block, k, duration);
        State<T> state = Apply(origin, near);
        if (T.Bits(far & wanted) == 0)
        {
            return state;
        }

        State<T> general = EvolveFar(block, k, origin, duration);
        return new State<T>(T.Select(far, general.V, state.V), T.Select(far, general.E, state.E), T.Select(far, general.I, state.I));
    }

    // Apart from the caller: together they would exceed what the compiler inlines into one method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static State<T> EvolveFar(float* block, int k, State<T> origin, T duration) => Apply(origin, FactorsOf(block, k, duration));

    /// <summary>State of lanes <paramref name="after"/> cycles after a membrane hold of <paramref name="start"/> cycles.</summary>
    private static State<TLanes> After<TLanes>(float* block, int k, TLanes start, TLanes after)
        where TLanes : struct, ILanes<TLanes>
    {
        State<TLanes> origin = new(Get<TLanes>(block, Field.V, k), Get<TLanes>(block, Field.E, k), Get<TLanes>(block, Field.I, k));
        return Apply(Wait(block, k, origin, start), FactorsOf(block, k, after));
    }

    /// <summary>Currents decay, the membrane is held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static State<TLanes> Wait<TLanes>(float* block, int k, State<TLanes> origin, TLanes duration)
        where TLanes : struct, ILanes<TLanes>
    {
        if (TLanes.Bits(TLanes.Less(TLanes.All(0f), duration)) == 0)
        {
            return origin;
        }

        return new State<TLanes>(
            origin.V,
            origin.E * Exponential.Decay(duration * Get<TLanes>(block, Field.InverseTauE, k)),
            origin.I * Exponential.Decay(duration * Get<TLanes>(block, Field.InverseTauI, k)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static State<TLanes> Apply<TLanes>(State<TLanes> origin, Interval<TLanes> f)
        where TLanes : struct, ILanes<TLanes> =>
        new(TLanes.MultiplyAdd(origin.I, f.Fi, TLanes.MultiplyAdd(origin.V, f.X, origin.E * f.Fe)), origin.E * f.Ye, origin.I * f.Yi);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Interval<TLanes> FactorsOf<TLanes>(float* block, int k, TLanes duration)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes relative = duration * Get<TLanes>(block, Field.InverseTauM, k);
        TLanes x = Exponential.Decay(relative);
        TLanes ye = Exponential.Decay(duration * Get<TLanes>(block, Field.InverseTauE, k));
        TLanes yi = Exponential.Decay(duration * Get<TLanes>(block, Field.InverseTauI, k));
        return new Interval<TLanes>(
            x,
            ye,
            Response(x, ye, relative, duration * Get<TLanes>(block, Field.DifferenceE, k), Get<TLanes>(block, Field.RatioE, k)),
            yi,
            Response(x, yi, relative, duration * Get<TLanes>(block, Field.DifferenceI, k), Get<TLanes>(block, Field.RatioI, k)));
    }

    /// <summary>As <see cref="FactorsOf"/> for durations within the short interval: series without range reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Interval<TLanes> ShortFactorsOf<TLanes>(float* block, int k, TLanes duration)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes relative = duration * Get<TLanes>(block, Field.InverseTauM, k);
        TLanes ye = Exponential.ShortDecay(duration * Get<TLanes>(block, Field.InverseTauE, k));
        TLanes yi = Exponential.ShortDecay(duration * Get<TLanes>(block, Field.InverseTauI, k));
        return new Interval<TLanes>(
            Exponential.ShortDecay(relative),
            ye,
            ye * (relative * Exponential.Relative(duration * Get<TLanes>(block, Field.DifferenceE, k))),
            yi,
            yi * (relative * Exponential.Relative(duration * Get<TLanes>(block, Field.DifferenceI, k))));
    }

    /// <summary>F: by the difference of exponentials where they are well apart, by phi where the difference would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Response<TLanes>(TLanes x, TLanes y, TLanes relative, TLanes z, TLanes ratio)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes magnitude = TLanes.Larger(z, TLanes.All(0f) - z);
        TLanes near = TLanes.LessOrEqual(magnitude, TLanes.All(Exponential.RelativeLimit));
        TLanes close = y * (relative * Exponential.Relative(z));
        return TLanes.Select(near, close, ratio * (x - y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Place(float* block, Field field, int k) => block + ((int)field * Lanes) + k;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Get<TLanes>(float* block, Field field, int k)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(Place(block, field, k));

    private float* Block(int chunk) => _store.Pointer + (chunk * BlockFloats);

    private ref float At(Field field, int lane) => ref *Place(Block(lane / Lanes), field, lane % Lanes);

    private float* Factors(int chunk, long cycles)
    {
        int slot = cycles < CachedIntervals ? (int)cycles : 0;
        float* factors = _factors.Pointer + (((slot * ArrayGeometry.Chunks) + chunk) * FactorsPerChunk);
        uint bit = 1u << chunk;
        if (slot != 0 && (_factorsValid[slot] & bit) != 0)
        {
            return factors;
        }

        if (cycles <= _shortInterval)
        {
            ComputeShortFactors(Block(chunk), factors, cycles);
        }
        else
        {
            ComputeFactors(Block(chunk), factors, cycles);
        }

        _factorsValid[slot] |= bit;
        return factors;
    }

    private static void ComputeShortFactors(float* block, float* factors, long cycles)
    {
        for (int k = 0; k < Lanes; k += T.Width)
        {
            Store(ShortFactorsOf(block, k, T.All(cycles)), factors + k);
        }
    }

    private static void ComputeFactors(float* block, float* factors, long cycles)
    {
        for (int k = 0; k < Lanes; k += T.Width)
        {
            Store(FactorsOf(block, k, T.All(cycles)), factors + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Interval<T> f, float* factors)
    {
        f.X.Store(factors);
        f.Ye.Store(factors + Lanes);
        f.Fe.Store(factors + (2 * Lanes));
        f.Yi.Store(factors + (3 * Lanes));
        f.Fi.Store(factors + (4 * Lanes));
    }

    private readonly record struct State<TLanes>(TLanes V, TLanes E, TLanes I);

    private readonly record struct Interval<TLanes>(TLanes X, TLanes Ye, TLanes Fe, TLanes Yi, TLanes Fi);
}
