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
        int next = 0; // pulse
        for (int step = Pass(lane, pulses, 0, steps, ref next); step < steps; step = Pass(lane, pulses, step + 1, steps, ref next))
        {
            for (int bundle = 0; bundle < Bundles; bundle++)
            {
                Spike(spikes, step, lane + (bundle * T.Width));
            }
        }
    }

    /// <summary>Runs until the first step with a spike, which is returned with the reset still to do. No call within: the state stays in registers.</summary>
    private int Pass(int lane, StepPulses pulses, int step, int steps, ref int nextPulse)
    {
        int laneB = lane + T.Width, laneC = lane + (2 * T.Width), laneD = lane + (3 * T.Width);
        State a = Load(lane), b = Load(laneB), c = Load(laneC), d = Load(laneD);
        T va = Load(_v, lane), vb = Load(_v, laneB), vc = Load(_v, laneC), vd = Load(_v, laneD);
        T ja = Load(_j, lane), jb = Load(_j, laneB), jc = Load(_j, laneC), jd = Load(_j, laneD);
        float* gain = _gain.Pointer;
        ref RowPulse pulse = ref MemoryMarshal.GetReference(pulses.All);
        ref int end = ref MemoryMarshal.GetReference(pulses.Ends);
        int next = nextPulse;
        for (; step < steps; step++)
        {
            int last = Unsafe.Add(ref end, step);
            if (next < last)
            {
                T qa = T.All(0f), qb = T.All(0f), qc = T.All(0f), qd = T.All(0f);
                for (; next < last; next++)
                {
                    ref RowPulse p = ref Unsafe.Add(ref pulse, next);
                    T amplitude = T.All(p.Amplitude);
                    qa = T.MultiplyAdd(amplitude, Weights(ref p, lane), qa);
                    qb = T.MultiplyAdd(amplitude, Weights(ref p, laneB), qb);
                    qc = T.MultiplyAdd(amplitude, Weights(ref p, laneC), qc);
                    qd = T.MultiplyAdd(amplitude, Weights(ref p, laneD), qd);
                }

                ja = T.MultiplyAdd(qa, T.Load(gain + lane), ja);
                jb = T.MultiplyAdd(qb, T.Load(gain + laneB), jb);
                jc = T.MultiplyAdd(qc, T.Load(gain + laneC), jc);
                jd = T.MultiplyAdd(qd, T.Load(gain + laneD), jd);
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
                break;
            }
        }

        nextPulse = next;
        Store(lane, va, ja);
        Store(laneB, vb, jb);
        Store(laneC, vc, jc);
        Store(laneD, vd, jd);

        return step;
    }

    private void Spike(StepSpikes spikes, int step, int lane)
    {
        T v = Load(_v, lane);
        T threshold = Load(_threshold, lane);
        uint fired = T.LessOrEqualBits(threshold, v);
        if (fired != 0)
        {
            spikes.Add(step, lane, fired);
            T.Select(T.LessOrEqual(threshold, v), Load(_reset, lane), v).Store(_v.Pointer + lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Weights(ref RowPulse pulse, int lane) =>
        pulse.Labels == 0 ? T.WeightsOf((byte*)pulse.Weights + lane)
            : T.WeightsWhereLabel((byte*)pulse.Weights + lane, (byte*)pulse.Labels + lane, pulse.Address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private State Load(int lane) => new(Load(_decayV, lane), Load(_decayJ, lane), Load(_threshold, lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Load(LaneArray<float> field, int lane) => T.Load(field.Pointer + lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(int lane, T v, T j)
    {
        v.Store(_v.Pointer + lane);
        j.Store(_j.Pointer + lane);
    }

    private readonly record struct State(T DecayV, T DecayJ, T Threshold);
}
