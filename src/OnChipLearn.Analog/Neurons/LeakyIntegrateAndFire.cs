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
    private const int CachedIntervals = 256; // intervals below this many cycles keep their factors
    private const int FactorsPerChunk = 5 * Lanes;

    private readonly LaneArray<float> _store = new(19 * ArrayGeometry.Columns);
    private readonly LaneArray<float> _factors = new(CachedIntervals * ArrayGeometry.Chunks * FactorsPerChunk);
    private readonly uint[] _factorsValid = new uint[CachedIntervals];
    private readonly float[] _latestRelease = new float[ArrayGeometry.Chunks]; // at least the latest of the chunk; a larger value costs time, not bits
    private readonly double[] _leakVolt = new double[ArrayGeometry.Columns];
    private readonly float* _v;
    private readonly float* _e;
    private readonly float* _i; // inhibitory current, never positive
    private readonly float* _release; // end of the refractory time, in cycles after the epoch
    private readonly float* _threshold; // relative to the leak, like every potential here
    private readonly float* _reset;
    private readonly float* _refractory;
    private readonly float* _tauM;
    private readonly float* _inverseTauM;
    private readonly float* _inverseTauE;
    private readonly float* _inverseTauI;
    private readonly float* _differenceE; // 1/te - 1/tm
    private readonly float* _differenceI;
    private readonly float* _ratioE; // te/(tm - te), 0 where it is not needed
    private readonly float* _ratioI;
    private readonly float* _halfInverseTauI;
    private readonly float* _gainE;
    private readonly float* _gainI;
    private readonly float* _saturation;
    private long _epoch;
    private uint _inhibited; // chunks that may carry inhibitory current

    /// <summary>Creates a population of unused neurons.</summary>
    public LeakyIntegrateAndFire()
    {
        float* next = _store.Pointer;
        _v = next;
        next += ArrayGeometry.Columns;
        _e = next;
        next += ArrayGeometry.Columns;
        _i = next;
        next += ArrayGeometry.Columns;
        _release = next;
        next += ArrayGeometry.Columns;
        _threshold = next;
        next += ArrayGeometry.Columns;
        _reset = next;
        next += ArrayGeometry.Columns;
        _refractory = next;
        next += ArrayGeometry.Columns;
        _tauM = next;
        next += ArrayGeometry.Columns;
        _inverseTauM = next;
        next += ArrayGeometry.Columns;
        _inverseTauE = next;
        next += ArrayGeometry.Columns;
        _inverseTauI = next;
        next += ArrayGeometry.Columns;
        _differenceE = next;
        next += ArrayGeometry.Columns;
        _differenceI = next;
        next += ArrayGeometry.Columns;
        _ratioE = next;
        next += ArrayGeometry.Columns;
        _ratioI = next;
        next += ArrayGeometry.Columns;
        _halfInverseTauI = next;
        next += ArrayGeometry.Columns;
        _gainE = next;
        next += ArrayGeometry.Columns;
        _gainI = next;
        next += ArrayGeometry.Columns;
        _saturation = next;
        NeuronParameters unused = new() { Enabled = false };
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            Configure(lane, unused);
        }
    }

    /// <inheritdoc/>
    public override double MembraneVolt(int lane, long cycle)
    {
        float start = MathF.Max(_release[lane] - (Time - _epoch), 0f);
        float after = cycle - Time;
        if (after <= start)
        {
            return _leakVolt[lane] + _v[lane];
        }

        State<ScalarLanes> state = At<ScalarLanes>(lane, new ScalarLanes(start), new ScalarLanes(after - start));
        return _leakVolt[lane] + state.V.Value;
    }

    /// <inheritdoc/>
    public override (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle)
    {
        State<ScalarLanes> state = At<ScalarLanes>(lane, new ScalarLanes(0), new ScalarLanes(cycle - Time));
        return (state.E.Value, -state.I.Value);
    }

    /// <inheritdoc/>
    public override void AddRow(byte* weights, byte* labels, byte address, float amplitude, bool inhibitory, uint chunks)
    {
        uint affected = chunks & ActiveChunks;
        if (inhibitory)
        {
            _inhibited |= affected;
        }

        T pulse = T.All(amplitude);
        for (uint rest = affected; rest != 0; rest &= rest - 1)
        {
            int first = BitOperations.TrailingZeroCount(rest) * Lanes;
            for (int lane = first; lane < first + Lanes; lane += T.Width)
            {
                T charge = pulse * T.WeightsWhereLabel(weights + lane, labels + lane, address);
                T saturation = T.Load(_saturation + lane);
                if (inhibitory)
                {
                    T current = T.MultiplyAdd(T.All(0f) - charge, T.Load(_gainI + lane), T.Load(_i + lane));
                    T.Larger(current, T.All(0f) - saturation).Store(_i + lane);
                }
                else
                {
                    T current = T.MultiplyAdd(charge, T.Load(_gainE + lane), T.Load(_e + lane));
                    T.Smaller(current, saturation).Store(_e + lane);
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
        _reset[lane] = (float)(parameters.ResetVolt - parameters.LeakVolt);
        _refractory[lane] = MathF.Max((float)(parameters.RefractoryUs * cycles), 1f);
        _tauM[lane] = (float)tm;
        _inverseTauM[lane] = (float)(1 / tm);
        _inverseTauE[lane] = (float)(1 / te);
        _inverseTauI[lane] = (float)(1 / ti);
        _halfInverseTauI[lane] = (float)(0.5 / ti);
        (_differenceE[lane], _ratioE[lane]) = Response(tm, te);
        (_differenceI[lane], _ratioI[lane]) = Response(tm, ti);
        _saturation[lane] = (float)parameters.CurrentSaturationVolt;
        Array.Clear(_factorsValid);

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
        _threshold[lane] = parameters.Enabled && parameters.CanSpike ? threshold - offsets.LeakVolt : Unreachable;
        double leak = parameters.LeakVolt + offsets.LeakVolt;
        if (leak != _leakVolt[lane])
        {
            _v[lane] += (float)(_leakVolt[lane] - leak);
            _leakVolt[lane] = leak;
            _reset[lane] = (float)(parameters.ResetVolt - leak);
        }

        _gainE[lane] = (float)parameters.ExcitatoryGainVolt * (1 + offsets.CurrentGain);
        _gainI[lane] = (float)parameters.InhibitoryGainVolt * (1 + offsets.CurrentGain);
    }

    /// <inheritdoc/>
    protected override void Rest(int lane)
    {
        _v[lane] = _reset[lane];
        _e[lane] = 0;
        _i[lane] = 0;
        _release[lane] = float.NegativeInfinity;
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
            _release[lane] = MathF.Max(_release[lane] - shift, -1f);
        }

        for (int chunk = 0; chunk < ArrayGeometry.Chunks; chunk++)
        {
            _latestRelease[chunk] = MathF.Max(_latestRelease[chunk] - shift, -1f);
        }
    }

    /// <inheritdoc/>
    protected override float OnFire(int lane, float offset)
    {
        float release = Time - _epoch + offset + _refractory[lane];
        _v[lane] = _reset[lane];
        _release[lane] = release;
        int chunk = lane / Lanes;
        _latestRelease[chunk] = MathF.Max(_latestRelease[chunk], release);
        return offset + _refractory[lane];
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
    protected override float Search(int chunk, float limit)
    {
        float now = Time - _epoch;
        bool refractory = _latestRelease[chunk] > now;
        bool any = false;
        for (int lane = chunk * Lanes; lane < (chunk + 1) * Lanes; lane += T.Width)
        {
            T e = T.Load(_e + lane);
            T threshold = T.Load(_threshold + lane);
            T possible = T.Less(threshold, e); // V stays below the excitatory current that drives it
            if (T.Bits(possible) == 0)
            {
                continue;
            }

            T v = T.Load(_v + lane);
            T i = T.Load(_i + lane);
            T slope = T.Larger(e + i - v, T.All(0f));
            T rise = T.MultiplyAdd(T.All(-limit) * i, T.Load(_halfInverseTauI + lane), slope);
            T reach = T.All(limit * BoundMargin) * (rise * T.Load(_inverseTauM + lane));
            T near = T.LessOrEqual(threshold - v, reach + T.All(1e-6f));
            if (refractory)
            {
                T release = T.Load(_release + lane);
                near = T.Select(T.LessOrEqual(release, T.All(now)), near, T.LessOrEqual(release, T.All(now + limit)));
            }

            possible &= near;

            if (T.Bits(possible) != 0)
            {
                any = true;
                break;
            }
        }

        return any ? Solve(chunk, now, limit) : float.PositiveInfinity;
    }

    private void PropagateFree(int chunk, float* factors)
    {
        bool inhibited = (_inhibited & (1u << chunk)) != 0;
        int first = chunk * Lanes;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            int lane = first + k;
            float* f = factors + k;
            T e = T.Load(_e + lane);
            T v = T.MultiplyAdd(T.Load(_v + lane), T.Load(f), e * T.Load(f + (2 * Lanes)));
            (e * T.Load(f + Lanes)).Store(_e + lane);
            if (inhibited)
            {
                T i = T.Load(_i + lane);
                v = T.MultiplyAdd(i, T.Load(f + (4 * Lanes)), v);
                (i * T.Load(f + (3 * Lanes))).Store(_i + lane);
            }

            v.Store(_v + lane);
        }
    }

    private void PropagateRefractory(int chunk, float* factors, float now, float duration)
    {
        int first = chunk * Lanes;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            int lane = first + k;
            float* f = factors + k;
            T start = T.Load(_release + lane) - T.All(now);
            T free = T.LessOrEqual(start, T.All(0f));
            T held = T.LessOrEqual(T.All(duration), start);
            T e = T.Load(_e + lane);
            T i = T.Load(_i + lane);
            T before = T.Load(_v + lane);
            T v = T.MultiplyAdd(i, T.Load(f + (4 * Lanes)), T.MultiplyAdd(before, T.Load(f), e * T.Load(f + (2 * Lanes))));
            v = T.Select(held, before, v);
            if (T.Bits(free) + T.Bits(held) != (1u << T.Width) - 1)
            {
                T wait = T.Smaller(T.Larger(start, T.All(0f)), T.All(duration));
                State<T> late = At(lane, wait, T.All(duration) - wait);
                v = T.Select(T.Less(T.All(0f), start) & T.Less(start, T.All(duration)), late.V, v);
            }

            (e * T.Load(f + Lanes)).Store(_e + lane);
            (i * T.Load(f + (3 * Lanes))).Store(_i + lane);
            v.Store(_v + lane);
        }
    }

    private float Solve(int chunk, float now, float limit)
    {
        for (int lane = chunk * Lanes; lane < (chunk + 1) * Lanes; lane += T.Width)
        {
            T start = T.Larger(T.Load(_release + lane) - T.All(now), T.All(0f));
            T threshold = T.Load(_threshold + lane);
            T tauM = T.Load(_tauM + lane);
            T curvature = T.Load(_halfInverseTauI + lane);
            State<T> origin = new(T.Load(_v + lane), T.Load(_e + lane), T.Load(_i + lane));
            T pending = T.LessOrEqual(start, T.All(limit)) & T.Less(threshold, origin.E);
            T crossing = T.All(float.PositiveInfinity);
            if (T.Bits(pending) != 0)
            {
                origin = Wait(lane, origin, start);
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
                        state = Evolve(lane, origin, u);
                    }
                }
            }

            crossing.Store(Crossing + lane);
        }

        return Earliest(chunk);
    }

    /// <summary>State of lanes <paramref name="after"/> cycles after a membrane hold of <paramref name="start"/> cycles.</summary>
    private State<TLanes> At<TLanes>(int lane, TLanes start, TLanes after)
        where TLanes : struct, ILanes<TLanes>
    {
        State<TLanes> origin = new(TLanes.Load(_v + lane), TLanes.Load(_e + lane), TLanes.Load(_i + lane));
        return Evolve(lane, Wait(lane, origin, start), after);
    }

    /// <summary>Currents decay, the membrane is held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private State<TLanes> Wait<TLanes>(int lane, State<TLanes> origin, TLanes duration)
        where TLanes : struct, ILanes<TLanes>
    {
        if (TLanes.Bits(TLanes.Less(TLanes.All(0f), duration)) == 0)
        {
            return origin;
        }

        return new State<TLanes>(
            origin.V,
            origin.E * Exponential.Decay(duration * TLanes.Load(_inverseTauE + lane)),
            origin.I * Exponential.Decay(duration * TLanes.Load(_inverseTauI + lane)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private State<TLanes> Evolve<TLanes>(int lane, State<TLanes> origin, TLanes duration)
        where TLanes : struct, ILanes<TLanes>
    {
        Interval<TLanes> f = FactorsOf(lane, duration);
        return new State<TLanes>(
            TLanes.MultiplyAdd(origin.I, f.Fi, TLanes.MultiplyAdd(origin.V, f.X, origin.E * f.Fe)),
            origin.E * f.Ye,
            origin.I * f.Yi);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Interval<TLanes> FactorsOf<TLanes>(int lane, TLanes duration)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes relative = duration * TLanes.Load(_inverseTauM + lane);
        TLanes x = Exponential.Decay(relative);
        TLanes ye = Exponential.Decay(duration * TLanes.Load(_inverseTauE + lane));
        TLanes yi = Exponential.Decay(duration * TLanes.Load(_inverseTauI + lane));
        return new Interval<TLanes>(
            x,
            ye,
            Response(x, ye, relative, duration * TLanes.Load(_differenceE + lane), TLanes.Load(_ratioE + lane)),
            yi,
            Response(x, yi, relative, duration * TLanes.Load(_differenceI + lane), TLanes.Load(_ratioI + lane)));
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

    private float* Factors(int chunk, long cycles)
    {
        int slot = cycles < CachedIntervals ? (int)cycles : 0;
        float* factors = _factors.Pointer + (((slot * ArrayGeometry.Chunks) + chunk) * FactorsPerChunk);
        uint bit = 1u << chunk;
        if (slot != 0 && (_factorsValid[slot] & bit) != 0)
        {
            return factors;
        }

        T duration = T.All(cycles);
        for (int k = 0; k < Lanes; k += T.Width)
        {
            Interval<T> f = FactorsOf((chunk * Lanes) + k, duration);
            f.X.Store(factors + k);
            f.Ye.Store(factors + Lanes + k);
            f.Fe.Store(factors + (2 * Lanes) + k);
            f.Yi.Store(factors + (3 * Lanes) + k);
            f.Fi.Store(factors + (4 * Lanes) + k);
        }

        _factorsValid[slot] |= bit;
        return factors;
    }

    private readonly record struct State<TLanes>(TLanes V, TLanes E, TLanes I);

    private readonly record struct Interval<TLanes>(TLanes X, TLanes Ye, TLanes Fe, TLanes Yi, TLanes Fi);
}
