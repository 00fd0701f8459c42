using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OnChipLearn.Analog.Loops;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Plain leaky integrate-and-fire neurons with one exponential current of either sign (excitatory time constant) on a fixed grid, by exact propagators:
/// <code>
/// J += c gain f,   V' = V x + J,   J' = J y,   x = e^(-h/tm),  y = e^(-h/ts),  f = ts/(tm - ts) (x - y)
/// </code>
/// with J = f E, h = 0.1 us and c the sum of amplitude times weight of the step's pulses. V at or above the threshold is a spike at the end of the step: V is reset, J stays.
/// Refractory time, saturation of the current and jitter are not part of this model. The loop of fixtures/analog/plain_lif.c.
/// </summary>
/// <typeparam name="T">Lanes that are computed at once; the result does not depend on it.</typeparam>
public sealed unsafe class PlainLeakyIntegrateAndFire<T> : GridPopulation
    where T : struct, ILanes<T>
{
    private const int Bundles = 4; // side by side, so that none waits for its own last step
    private const float Unreachable = 1e30f;
    private const double LeastSeparation = 1e-6; // of the time constants, relative
    private readonly LaneArray<float> _v = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _j = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _decayV = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _decayJ = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _gain = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _threshold = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _reset = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _rememberedV = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _rememberedJ = new(ArrayGeometry.Columns);
    private readonly double[] _leakVolt = new double[ArrayGeometry.Columns];
    private readonly double[] _factor = new double[ArrayGeometry.Columns]; // f

    /// <summary>Creates a population of unused neurons.</summary>
    public PlainLeakyIntegrateAndFire()
    {
        NeuronParameters unused = new() { Enabled = false };
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            Configure(lane, unused);
        }
    }

    /// <inheritdoc/>
    public override double MembraneVolt(int lane, long cycle) => _leakVolt[lane] + _v[lane];

    /// <inheritdoc/>
    public override (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle)
    {
        double current = _j[lane] / _factor[lane];
        return (Math.Max(current, 0), Math.Max(-current, 0));
    }

    /// <inheritdoc/>
    public override void Fire(int lane, double time) => _v[lane] = _reset[lane];

    /// <inheritdoc/>
    public override void Remember()
    {
        _v.Span.CopyTo(_rememberedV.Span);
        _j.Span.CopyTo(_rememberedJ.Span);
    }

    /// <inheritdoc/>
    public override void Recall()
    {
        _rememberedV.Span.CopyTo(_v.Span);
        _rememberedJ.Span.CopyTo(_j.Span);
    }

    /// <inheritdoc/>
    public override void Run(StepPulses pulses, int steps, StepSpikes spikes)
    {
        int group = Bundles * T.Width;
        for (int lane = 0; lane < ArrayGeometry.Columns; lane += group)
        {
            if ((ActiveChunks & Chunks(lane, group)) != 0)
            {
                Run(lane, pulses, steps, spikes);
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnConfigured(int lane, NeuronParameters parameters)
    {
        const double step = (double)StepCycles / PpuClock.CyclesPerMicrosecond; // us
        double tm = parameters.MembraneTimeConstantUs;
        double ts = parameters.ExcitatoryTimeConstantUs;
        if (Math.Abs(tm - ts) < LeastSeparation * tm)
        {
            ts *= 1 + LeastSeparation;
        }

        double x = Exponential.OfDouble(-step / tm);
        double y = Exponential.OfDouble(-step / ts);
        _factor[lane] = ts / (tm - ts) * (x - y);
        _decayV[lane] = (float)x;
        _decayJ[lane] = (float)y;
        _leakVolt[lane] = parameters.LeakVolt;
    }

    /// <inheritdoc/>
    protected override void OnTrial(int lane, in TrialOffsets offsets)
    {
        NeuronParameters parameters = Parameters(lane);
        double leak = parameters.LeakVolt + offsets.LeakVolt;
        _v[lane] += (float)(_leakVolt[lane] - leak);
        _leakVolt[lane] = leak;
        _reset[lane] = (float)(parameters.ResetVolt - leak);
        double threshold = ((parameters.ThresholdVolt - parameters.LeakVolt) * (1 + offsets.Threshold)) - offsets.LeakVolt;
        _threshold[lane] = parameters.Enabled && parameters.CanSpike ? (float)threshold : Unreachable;
        _gain[lane] = (float)(parameters.ExcitatoryGainVolt * (1 + offsets.CurrentGain) * _factor[lane]);
    }

    /// <inheritdoc/>
    protected override void OnRest(int lane, int count, long cycle)
    {
        for (int end = lane + count; lane < end; lane++)
        {
            _v[lane] = _reset[lane];
            _j[lane] = 0;
        }
    }

    private static uint Chunks(int lane, int count)
    {
        int first = ArrayGeometry.ChunkOf(lane);
        int last = ArrayGeometry.ChunkOf(lane + count - 1);
        return (2u << last) - (1u << first);
    }

    private void Run(int lane, StepPulses pulses, int steps, StepSpikes spikes)
    {
        State a = Load(lane);
        State b = Load(lane + T.Width);
        State c = Load(lane + (2 * T.Width));
        State d = Load(lane + (3 * T.Width));
        T va = Load(_v, lane), vb = Load(_v, lane + T.Width), vc = Load(_v, lane + (2 * T.Width)), vd = Load(_v, lane + (3 * T.Width));
        T ja = Load(_j, lane), jb = Load(_j, lane + T.Width), jc = Load(_j, lane + (2 * T.Width)), jd = Load(_j, lane + (3 * T.Width));
        ref RowPulse pulse = ref MemoryMarshal.GetReference(pulses.All);
        ref int end = ref MemoryMarshal.GetReference(pulses.Ends);
        int next = 0;
        for (int step = 0; step < steps; step++)
        {
            int last = Unsafe.Add(ref end, step);
            if (next < last)
            {
                T qa = T.All(0f), qb = T.All(0f), qc = T.All(0f), qd = T.All(0f);
                for (; next < last; next++)
                {
                    ref RowPulse p = ref Unsafe.Add(ref pulse, next);
                    T amplitude = T.All(p.Amplitude);
                    byte* weights = (byte*)p.Weights + lane;
                    if (p.Labels == 0)
                    {
                        qa = T.MultiplyAdd(amplitude, T.WeightsOf(weights), qa);
                        qb = T.MultiplyAdd(amplitude, T.WeightsOf(weights + T.Width), qb);
                        qc = T.MultiplyAdd(amplitude, T.WeightsOf(weights + (2 * T.Width)), qc);
                        qd = T.MultiplyAdd(amplitude, T.WeightsOf(weights + (3 * T.Width)), qd);
                        continue;
                    }

                    byte* labels = (byte*)p.Labels + lane;
                    qa = T.MultiplyAdd(amplitude, T.WeightsWhereLabel(weights, labels, p.Address), qa);
                    qb = T.MultiplyAdd(amplitude, T.WeightsWhereLabel(weights + T.Width, labels + T.Width, p.Address), qb);
                    qc = T.MultiplyAdd(amplitude, T.WeightsWhereLabel(weights + (2 * T.Width), labels + (2 * T.Width), p.Address), qc);
                    qd = T.MultiplyAdd(amplitude, T.WeightsWhereLabel(weights + (3 * T.Width), labels + (3 * T.Width), p.Address), qd);
                }

                ja = T.MultiplyAdd(qa, Load(_gain, lane), ja);
                jb = T.MultiplyAdd(qb, Load(_gain, lane + T.Width), jb);
                jc = T.MultiplyAdd(qc, Load(_gain, lane + (2 * T.Width)), jc);
                jd = T.MultiplyAdd(qd, Load(_gain, lane + (3 * T.Width)), jd);
            }

            va = T.MultiplyAdd(va, a.DecayV, ja);
            vb = T.MultiplyAdd(vb, b.DecayV, jb);
            vc = T.MultiplyAdd(vc, c.DecayV, jc);
            vd = T.MultiplyAdd(vd, d.DecayV, jd);
            ja *= a.DecayJ;
            jb *= b.DecayJ;
            jc *= c.DecayJ;
            jd *= d.DecayJ;
            // The sign bits say who is below; subtractions and ands keep clear of the pipes that multiply.
            T below = (va - a.Threshold) & (vb - b.Threshold) & (vc - c.Threshold) & (vd - d.Threshold);
            if (T.Bits(below) != ((1u << T.Width) - 1))
            {
                Spike(spikes, step, lane, ref va);
                Spike(spikes, step, lane + T.Width, ref vb);
                Spike(spikes, step, lane + (2 * T.Width), ref vc);
                Spike(spikes, step, lane + (3 * T.Width), ref vd);
            }
        }

        Store(_v, lane, va, vb, vc, vd);
        Store(_j, lane, ja, jb, jc, jd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Spike(StepSpikes spikes, int step, int lane, ref T v)
    {
        T threshold = Load(_threshold, lane);
        uint fired = T.LessOrEqualBits(threshold, v);
        if (fired != 0)
        {
            spikes.Add(step, lane, fired);
            v = T.Select(T.LessOrEqual(threshold, v), Load(_reset, lane), v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private State Load(int lane) => new(Load(_decayV, lane), Load(_decayJ, lane), Load(_threshold, lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Load(LaneArray<float> field, int lane) => T.Load(field.Pointer + lane);

    private static void Store(LaneArray<float> field, int lane, T a, T b, T c, T d)
    {
        float* target = field.Pointer + lane;
        a.Store(target);
        b.Store(target + T.Width);
        c.Store(target + (2 * T.Width));
        d.Store(target + (3 * T.Width));
    }

    private readonly record struct State(T DecayV, T DecayJ, T Threshold);
}
