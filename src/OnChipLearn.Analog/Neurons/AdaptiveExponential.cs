using System.Numerics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Adaptive exponential neurons (Brette and Gerstner 2005; <see cref="AdaptationParameters"/>) on a fixed grid.
/// <code>
/// tm V' = -V + slope e^((V - onset)/slope) - w + E + I,   tw w' = a V - w,   E' = -E/te,   I' = -I/ti      (potentials relative to the leak)
/// </code>
/// Currents are exact; membrane and adaptation by the classical Runge-Kutta method of fourth order, steps of at most
/// <see cref="StepCycles"/>; a crossing of the threshold is found inside its step by bisection of the step's length, so it has the order of the method.
/// The grid starts anew at every event, which is content of the run and not of how it is cut. A spike resets V, adds b to w, and holds V.
/// </summary>
/// <typeparam name="T">Lanes that are computed at once; the result does not depend on it.</typeparam>
public sealed unsafe class AdaptiveExponential<T> : EventDrivenPopulation
    where T : struct, ILanes<T>
{
    /// <summary>Longest step in cycles (80 ns).</summary>
    public const int StepCycles = 20;

    private const int Lanes = ArrayGeometry.LanesPerChunk;
    private const float Unreachable = 1e30f;
    private const float LargestExponent = 12f; // the exponential term saturates at e^12 slopes: the spike is certain there
    private const int Bisections = 12; // a step of 20 cycles to 0.005 cycles
    private const int Fields = 21;

    private readonly LaneArray<float> _store = new(Fields * ArrayGeometry.Columns);
    private readonly double[] _leakVolt = new double[ArrayGeometry.Columns];
    private readonly double[] _release = new double[ArrayGeometry.Columns];

    /// <summary>Creates a population of unused neurons.</summary>
    public AdaptiveExponential()
    {
        NeuronParameters unused = new() { Enabled = false };
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            Configure(lane, unused);
        }
    }

    /// <inheritdoc/>
    public override long LongestOffset => 1;

    /// <inheritdoc/>
    public override long LongestSearch => 4 * StepCycles;

    private enum Field
    {
        V,
        W,
        E,
        I,
        Threshold,
        Reset,
        Refractory,
        InverseTauM,
        InverseTauW,
        InverseTauE,
        InverseTauI,
        Slope,
        InverseSlope,
        Onset,
        Coupling,
        Jump,
        GainE,
        GainI,
        Saturation,
        Crossing, // result of a search
        Hold, // cycles for which the membrane is still held, scratch of a step
    }

    /// <inheritdoc/>
    public override double MembraneVolt(int lane, long cycle) => _leakVolt[lane] + StateAt(lane, cycle).V.Value;

    /// <inheritdoc/>
    public override (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle)
    {
        State<ScalarLanes> state = StateAt(lane, cycle);
        return (state.E.Value, -state.I.Value);
    }

    /// <inheritdoc/>
    protected override void OnConfigured(int lane, NeuronParameters parameters)
    {
        const double cycles = PpuClock.CyclesPerMicrosecond;
        AdaptationParameters adaptation = parameters.Adaptation;
        At(Field.Refractory)[lane] = MathF.Max((float)(parameters.RefractoryUs * cycles), 1f);
        At(Field.InverseTauM)[lane] = (float)(1 / (parameters.MembraneTimeConstantUs * cycles));
        At(Field.InverseTauE)[lane] = (float)(1 / (parameters.ExcitatoryTimeConstantUs * cycles));
        At(Field.InverseTauI)[lane] = (float)(1 / (parameters.InhibitoryTimeConstantUs * cycles));
        At(Field.InverseTauW)[lane] = (float)(1 / (adaptation.TimeConstantUs * cycles));
        At(Field.Slope)[lane] = (float)adaptation.SlopeVolt;
        At(Field.InverseSlope)[lane] = adaptation.SlopeVolt > 0 ? (float)(1 / adaptation.SlopeVolt) : 0f;
        At(Field.Coupling)[lane] = (float)adaptation.Subthreshold;
        At(Field.Jump)[lane] = (float)adaptation.PerSpikeVolt;
        At(Field.Saturation)[lane] = (float)parameters.CurrentSaturationVolt;
    }

    /// <inheritdoc/>
    protected override void OnTrial(int lane, in TrialOffsets offsets)
    {
        NeuronParameters parameters = Parameters(lane);
        double leak = parameters.LeakVolt + offsets.LeakVolt;
        At(Field.V)[lane] += (float)(_leakVolt[lane] - leak);
        _leakVolt[lane] = leak;
        At(Field.Reset)[lane] = (float)(parameters.ResetVolt - leak);
        At(Field.Onset)[lane] = (float)(parameters.Adaptation.OnsetVolt - leak);
        float threshold = (float)(parameters.ThresholdVolt - parameters.LeakVolt) * (1 + offsets.Threshold);
        At(Field.Threshold)[lane] = parameters.Enabled && parameters.CanSpike ? threshold - offsets.LeakVolt : Unreachable;
        At(Field.GainE)[lane] = (float)parameters.ExcitatoryGainVolt * (1 + offsets.CurrentGain);
        At(Field.GainI)[lane] = (float)parameters.InhibitoryGainVolt * (1 + offsets.CurrentGain);
    }

    /// <inheritdoc/>
    protected override void OnRest(int lane, int count, long cycle)
    {
        for (int end = lane + count; lane < end; lane++)
        {
            At(Field.V)[lane] = At(Field.Reset)[lane];
            At(Field.W)[lane] = 0;
            At(Field.E)[lane] = 0;
            At(Field.I)[lane] = 0;
            _release[lane] = double.NegativeInfinity;
        }
    }

    /// <inheritdoc/>
    protected override void Arrive(uint chunks, long cycle, RowPulses pulses)
    {
        Propagate(chunks, cycle);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            Begin(BitOperations.TrailingZeroCount(rest), cycle);
        }

        foreach (ref readonly RowPulse pulse in pulses.Excitatory)
        {
            Add(pulse, chunks, Field.E, Field.GainE, 1);
        }

        foreach (ref readonly RowPulse pulse in pulses.Inhibitory)
        {
            Add(pulse, chunks, Field.I, Field.GainI, -1);
        }
    }

    /// <inheritdoc/>
    protected override void Glance(uint chunks)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            Searched(chunk, Origin(chunk));
        }
    }

    /// <inheritdoc/>
    protected override void Refire(int lane, float offset, long horizon)
    {
        At(Field.W)[lane] += At(Field.Jump)[lane]; // the state is less than a cycle old: see LongestOffset
        At(Field.V)[lane] = At(Field.Reset)[lane];
        int chunk = lane / Lanes;
        _release[lane] = Origin(chunk) + (double)offset + At(Field.Refractory)[lane];
        if (_release[lane] <= horizon)
        {
            SearchChunk(chunk, horizon - Origin(chunk));
            Report(lane);
        }
    }

    /// <inheritdoc/>
    protected override void Propagate(uint chunks, long cycle)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            if (Origin(chunk) == cycle)
            {
                continue;
            }

            for (int lane = chunk * Lanes; lane < (chunk + 1) * Lanes; lane += T.Width)
            {
                LoadHold(lane);
                State<T> state = Run(lane, cycle - Origin(chunk), out _);
                state.V.Store(At(Field.V) + lane);
                state.W.Store(At(Field.W) + lane);
                state.E.Store(At(Field.E) + lane);
                state.I.Store(At(Field.I) + lane);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Search(uint chunks, long horizon)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            SearchChunk(chunk, horizon - Origin(chunk));
            Searched(chunk, horizon);
            for (int lane = chunk * Lanes; lane < (chunk + 1) * Lanes; lane++)
            {
                Report(lane);
            }
        }
    }

    private void Report(int lane)
    {
        float crossing = At(Field.Crossing)[lane];
        if (crossing < float.PositiveInfinity)
        {
            Found(lane, crossing);
        }
    }

    private void SearchChunk(int chunk, float limit)
    {
        for (int lane = chunk * Lanes; lane < (chunk + 1) * Lanes; lane += T.Width)
        {
            LoadHold(lane);
            Run(lane, limit, out T crossing);
            crossing.Store(At(Field.Crossing) + lane);
        }
    }

    private void Add(in RowPulse pulse, uint chunks, Field current, Field gain, int sign)
    {
        T amplitude = T.All(sign * pulse.Amplitude);
        for (uint rest = chunks & pulse.Chunks; rest != 0; rest &= rest - 1)
        {
            int first = BitOperations.TrailingZeroCount(rest) * Lanes;
            for (int lane = first; lane < first + Lanes; lane += T.Width)
            {
                T charge = amplitude * T.WeightsWhereLabel((byte*)pulse.Weights + lane, (byte*)pulse.Labels + lane, pulse.Address);
                T sum = T.MultiplyAdd(charge, Load<T>(gain, lane), Load<T>(current, lane));
                T limit = Load<T>(Field.Saturation, lane);
                T.Larger(T.Smaller(sum, limit), T.All(0f) - limit).Store(At(current) + lane);
            }
        }
    }

    private float* At(Field field) => _store.Pointer + ((int)field * ArrayGeometry.Columns);

    private TLanes Load<TLanes>(Field field, int lane)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(At(field) + lane);

    private void LoadHold(int lane)
    {
        for (int k = lane; k < lane + T.Width; k++)
        {
            At(Field.Hold)[k] = (float)Math.Max(_release[k] - Origin(lane / Lanes), 0);
        }
    }

    private State<ScalarLanes> StateAt(int lane, long cycle)
    {
        long origin = Origin(lane / Lanes);
        At(Field.Hold)[lane] = (float)Math.Max(_release[lane] - origin, 0);
        return Run<ScalarLanes>(lane, cycle - origin, out _);
    }

    private State<T> Run(int lane, float cycles, out T crossing) => Run<T>(lane, cycles, out crossing);

    /// <summary>Runs lanes for a time; the crossing is the first one, or infinity. After a crossing the state goes on as if none had been.</summary>
    private State<TLanes> Run<TLanes>(int lane, float cycles, out TLanes crossing)
        where TLanes : struct, ILanes<TLanes>
    {
        State<TLanes> state = new(Load<TLanes>(Field.V, lane), Load<TLanes>(Field.W, lane), Load<TLanes>(Field.E, lane), Load<TLanes>(Field.I, lane));
        TLanes hold = Load<TLanes>(Field.Hold, lane);
        TLanes threshold = Load<TLanes>(Field.Threshold, lane);
        TLanes none = TLanes.All(float.PositiveInfinity);
        crossing = none;
        for (float t = 0; t < cycles; t += StepCycles)
        {
            TLanes h = TLanes.All(MathF.Min(StepCycles, cycles - t));
            State<TLanes> whole = Step(lane, state, hold - TLanes.All(t), TLanes.All(StepCycles)); // what is found must not depend on where the search ends
            TLanes crosses = TLanes.LessOrEqual(threshold, whole.V) & TLanes.LessOrEqual(none, crossing);
            if (TLanes.Bits(crosses) != 0)
            {
                TLanes low = TLanes.All(0f);
                TLanes high = TLanes.All(StepCycles);
                for (int k = 0; k < Bisections; k++)
                {
                    TLanes middle = TLanes.All(0.5f) * (low + high);
                    TLanes above = TLanes.LessOrEqual(threshold, Step(lane, state, hold - TLanes.All(t), middle).V);
                    high = TLanes.Select(above, middle, high);
                    low = TLanes.Select(above, low, middle);
                }

                TLanes found = TLanes.All(t) + high;
                crossing = TLanes.Select(crosses & TLanes.LessOrEqual(found, TLanes.All(cycles)), found, crossing);
            }

            state = cycles - t < StepCycles ? Step(lane, state, hold - TLanes.All(t), h) : whole;
        }

        return state;
    }

    private State<TLanes> Step<TLanes>(int lane, State<TLanes> s, TLanes hold, TLanes h)
        where TLanes : struct, ILanes<TLanes>
    {
        // A lane that is released inside the step moves for the rest of it only.
        TLanes held = TLanes.Smaller(TLanes.Larger(hold, TLanes.All(0f)), h);
        TLanes free = h - held;
        TLanes inverseTauE = Load<TLanes>(Field.InverseTauE, lane);
        TLanes inverseTauI = Load<TLanes>(Field.InverseTauI, lane);
        TLanes inverseTauW = Load<TLanes>(Field.InverseTauW, lane);
        TLanes coupling = Load<TLanes>(Field.Coupling, lane);
        TLanes settled = coupling * s.V;
        TLanes w = TLanes.MultiplyAdd(s.W - settled, Exponential.Decay(held * inverseTauW), settled);
        TLanes e0 = s.E * Exponential.Decay(held * inverseTauE);
        TLanes i0 = s.I * Exponential.Decay(held * inverseTauI);
        TLanes half = TLanes.All(0.5f) * free;
        TLanes decayE = Exponential.Decay(half * inverseTauE);
        TLanes decayI = Exponential.Decay(half * inverseTauI);
        TLanes drive0 = e0 + i0;
        TLanes drive1 = TLanes.MultiplyAdd(e0, decayE, i0 * decayI);
        TLanes e2 = e0 * decayE * decayE;
        TLanes i2 = i0 * decayI * decayI;

        (TLanes v1, TLanes w1) = Slopes(lane, s.V, w, drive0);
        (TLanes v2, TLanes w2) = Slopes(lane, TLanes.MultiplyAdd(half, v1, s.V), TLanes.MultiplyAdd(half, w1, w), drive1);
        (TLanes v3, TLanes w3) = Slopes(lane, TLanes.MultiplyAdd(half, v2, s.V), TLanes.MultiplyAdd(half, w2, w), drive1);
        (TLanes v4, TLanes w4) = Slopes(lane, TLanes.MultiplyAdd(free, v3, s.V), TLanes.MultiplyAdd(free, w3, w), e2 + i2);
        TLanes sixth = free * TLanes.All(1f / 6f);
        return new State<TLanes>(
            TLanes.MultiplyAdd(sixth, v1 + v4 + TLanes.All(2f) * (v2 + v3), s.V),
            TLanes.MultiplyAdd(sixth, w1 + w4 + TLanes.All(2f) * (w2 + w3), w),
            e2,
            i2);
    }

    private (TLanes V, TLanes W) Slopes<TLanes>(int lane, TLanes v, TLanes w, TLanes drive)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes argument = TLanes.Smaller((v - Load<TLanes>(Field.Onset, lane)) * Load<TLanes>(Field.InverseSlope, lane), TLanes.All(LargestExponent));
        TLanes magnitude = TLanes.Larger(argument, TLanes.All(0f) - argument);
        TLanes decay = Exponential.Decay(magnitude);
        TLanes growth = TLanes.Select(TLanes.Less(argument, TLanes.All(0f)), decay, TLanes.All(1f) / decay);
        TLanes spike = Load<TLanes>(Field.Slope, lane) * growth;
        return ((drive - v - w + spike) * Load<TLanes>(Field.InverseTauM, lane),
            (Load<TLanes>(Field.Coupling, lane) * v - w) * Load<TLanes>(Field.InverseTauW, lane));
    }

    private readonly record struct State<TLanes>(TLanes V, TLanes W, TLanes E, TLanes I);
}
