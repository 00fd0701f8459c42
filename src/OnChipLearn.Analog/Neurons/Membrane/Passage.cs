using System.Numerics;
using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Takes membranes through the steps of a <see cref="PulseTrain"/>, with the operations of <see cref="LookAhead"/>, so with the same bits. A lane that may cross is left
/// behind and enters again when its crossing, or the end of its refractory time, has been solved for; so many lanes are solved for together.
/// The bound: with D >= d on the way, the slope w = E + I - V over tm falls by at least d s until it is 0, so V rises by at most (s/tm) max(w - d s/2, w/2) where w > 0,
/// and by (s/tm) max(-d s/2, 0) where not. D = E/te + I/ti.
/// </summary>
/// <param name="blocks">Where the circuits are.</param>
/// <param name="train">Steps.</param>
/// <param name="track">Currents on the way.</param>
internal sealed unsafe class Passage(CircuitBlocks blocks, PulseTrain train, CurrentTrack track)
{
    /// <summary>Step at which no lane enters.</summary>
    private const float Never = float.PositiveInfinity;

    // Steps that a volt between the membrane and its bound counts as: the least distance in float at the threshold is many.
    private const float Far = 1e20f;

    private readonly LaneArray<float> _stop = new(ArrayGeometry.Columns); // step in which a lane may cross
    private readonly LaneArray<int> _first = new(ArrayGeometry.Chunks); // first step at which lanes of a chunk enter
    private readonly LaneArray<float> _entry = new(ArrayGeometry.Columns); // step at which a lane's V is that of the membrane field

    /// <summary>A lane enters, with its membrane as it is now, at the beginning of a step.</summary>
    public void Enter(int lane, int step)
    {
        ref int first = ref _first.Pointer[ArrayGeometry.ChunkOf(lane)];
        first = Math.Min(first, step);
        _entry.Pointer[lane] = step;
    }

    /// <summary>Lanes of a chunk enter at the first step, but those that are refractory.</summary>
    /// <returns>Those that are refractory.</returns>
    public uint Enter<T>(int chunk)
        where T : struct, ILanes<T>
    {
        float* block = blocks[chunk];
        uint held = 0;
        T start = T.All(train.Times(chunk)[0]);
        for (int k = 0; k < Lanes; k += T.Width)
        {
            T refractory = T.Less(T.All(0f), Get<T>(block, CircuitField.Release, k) - start);
            T.Select(refractory, T.All(Never), T.All(0f)).Store(_entry.Pointer + (chunk * Lanes) + k);
            held |= T.Bits(refractory) << k;
        }

        _first.Pointer[chunk] = 0;
        return held;
    }

    /// <summary>Takes the lanes of a chunk that have entered to the end, or to where they may cross.</summary>
    /// <param name="chunk">Chunk.</param>
    /// <param name="incidents">Receives the lanes that may cross.</param>
    public void Run<T>(int chunk, CrossingSolver incidents)
        where T : struct, ILanes<T>
    {
        int first = _first.Pointer[chunk];
        _first.Pointer[chunk] = PulseTrain.MaximumSteps;
        if (first >= train.Count(chunk))
        {
            return;
        }

        uint stopped = 0;
        for (int k = 0; k < Lanes; k += T.Width)
        {
            stopped |= Run<T>(chunk, k, first) << k;
        }

        float* times = train.Times(chunk);
        for (; stopped != 0; stopped &= stopped - 1)
        {
            int n = BitOperations.TrailingZeroCount(stopped);
            int lane = (chunk * Lanes) + n;
            int step = float.ConvertToIntegerNative<int>(_stop.Pointer[lane]);
            float* record = track.At(chunk, step) + n;
            incidents.Add(lane, record[(int)TrackField.V * Lanes], record, new Incident(step, times[step + 1] - times[step], 0));
        }
    }

    /// <summary>Membrane of a lane at the end of a step, given that at its beginning, if nothing happens on the way.</summary>
    public float Later(int lane, int step, float v)
    {
        float* circuit = blocks[ArrayGeometry.ChunkOf(lane)] + (lane & (Lanes - 1));
        float* record = track.At(ArrayGeometry.ChunkOf(lane), step) + (lane & (Lanes - 1));
        float partI = *Place(circuit, CircuitField.PartI, 0) * record[(int)TrackField.I * Lanes];
        float part = MathF.FusedMultiplyAdd(*Place(circuit, CircuitField.PartE, 0), record[(int)TrackField.E * Lanes], partI);
        return MathF.FusedMultiplyAdd(record[(int)TrackField.Decay * Lanes], v - part, record[(int)TrackField.LaterPart * Lanes]);
    }

    // Without a branch on what the membranes do: lanes that may cross go on, but where they would have had to stop is noted.
    private uint Run<T>(int chunk, int k, int step)
        where T : struct, ILanes<T>
    {
        int lane = (chunk * Lanes) + k;
        float* block = blocks[chunk];
        float* times = train.Times(chunk);
        int count = train.Count(chunk);
        float* record = track.At(chunk, step) + k;
        T entry = T.Load(_entry.Pointer + lane);
        T minusHalfRateM = T.All(-0.5f * LookAhead.BoundMargin) * Get<T>(block, CircuitField.RateM, k);
        T partE = Get<T>(block, CircuitField.PartE, k);
        T partI = Get<T>(block, CircuitField.PartI, k);
        T threshold = Get<T>(block, CircuitField.Threshold, k) - T.All(LookAhead.Margin);
        T field = Get<T>(block, CircuitField.V, k);
        T v = field;
        T stop = T.All(Never);
        T number = T.All(step);
        if (step == 0)
        {
            T within = T.Select(T.LessOrEqual(entry, number), threshold, T.All(Unreachable));
            for (; step < count; step++)
            {
                T later = Step(record, T.All(times[step + 1] - times[step]) * minusHalfRateM, partE, partI, within, v, out T room);
                stop = T.Smaller(stop, T.MultiplyAdd(room, T.All(Far), number));
                v = later;
                number += T.All(1f);
                record += CurrentTrack.StepFloats;
            }
        }
        else
        {
            for (; step < count; step++)
            {
                T later = Step(record, T.All(times[step + 1] - times[step]) * minusHalfRateM, partE, partI, threshold, v, out T room);
                T outside = T.Less(number, entry);
                stop = T.Smaller(stop, T.MultiplyAdd(T.Select(outside, T.All(1f), room), T.All(Far), number));
                v = T.Select(outside, field, later);
                number += T.All(1f);
                record += CurrentTrack.StepFloats;
            }
        }

        Set(block, CircuitField.V, k, T.Select(T.Less(entry, T.All(count)), v, field));
        T.All(Never).Store(_entry.Pointer + lane);
        stop.Store(_stop.Pointer + lane);
        return T.LessBits(stop, T.All(count));
    }

    // The membrane at the end of a step, and how far it stays below its threshold at least: nothing where it may cross.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Step<T>(float* record, T minusHalfZ, T partE, T partI, T threshold, T v, out T room)
        where T : struct, ILanes<T>
    {
        T e = T.Load(record + ((int)TrackField.E * Lanes));
        T i = T.Load(record + ((int)TrackField.I * Lanes));
        T slope = T.Larger(e + i - v, T.All(0f));
        T rise = T.Larger(T.MultiplyAdd(slope, T.All(2f), T.Load(record + ((int)TrackField.Bend * Lanes))), slope);
        room = T.Larger(T.MultiplyAdd(minusHalfZ, rise, threshold - v), T.All(0f));
        v.Store(record + ((int)TrackField.V * Lanes));
        return T.MultiplyAdd(T.Load(record + ((int)TrackField.Decay * Lanes)), v - T.MultiplyAdd(partE, e, partI * i), T.Load(record + ((int)TrackField.LaterPart * Lanes)));
    }
}
