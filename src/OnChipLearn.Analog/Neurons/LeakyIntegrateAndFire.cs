using System.Numerics;
using OnChipLearn.Analog.Neurons.Membrane;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Leaky integrate-and-fire neurons with exponential currents, solved exactly between events (<see cref="IMembraneSolution"/>), event by event.
/// A chunk looks ahead to the next event in sight once: the state there is what the event then starts from, and bounds on the way say which
/// lanes may cross their threshold (<see cref="LookAhead"/>); only those are solved for (<see cref="CrossingSolver"/>).
/// </summary>
/// <typeparam name="T">Lanes that are computed at once; the result does not depend on it.</typeparam>
public sealed unsafe partial class LeakyIntegrateAndFire<T> : EventDrivenPopulation
    where T : struct, ILanes<T>
{
    private const int Lanes = ArrayGeometry.LanesPerChunk;
    private const long Unknown = long.MinValue; // no cycle
    private const int EpochLength = 1 << 18; // cycles after which release times are counted from a new origin, to keep them exact in float

    private readonly CircuitBlocks _blocks = new();
    private readonly CrossingSolver _solver;
    private readonly RowPulses _nothing = new();
    private readonly double[] _leakVolt = new double[ArrayGeometry.Columns];
    private readonly float[] _leakShift = new float[ArrayGeometry.Columns]; // part of the leak that is noise
    private readonly float[] _gainShift = new float[ArrayGeometry.Columns]; // part of the gains that is noise; not a number: gains have to be set
    private readonly float[] _nominalThreshold = new float[ArrayGeometry.Columns];
    private readonly float[] _nominalGainE = new float[ArrayGeometry.Columns];
    private readonly float[] _nominalGainI = new float[ArrayGeometry.Columns];
    private readonly LaneArray<long> _later = new(ArrayGeometry.Chunks); // cycle of the Later fields
    private readonly LaneArray<long> _epoch = new(ArrayGeometry.Chunks);
    private readonly LaneArray<float> _latestRelease = new(ArrayGeometry.Chunks); // at least the latest of the chunk; a larger value costs time, not bits
    private uint _inseparable; // chunks with time constants that the modes cannot tell apart
    private float _shortInterval; // cycles up to which every lane's decay exponents stay below Exponential.ShortLimit

    /// <summary>Creates a population of unused neurons.</summary>
    public LeakyIntegrateAndFire()
    {
        _solver = new CrossingSolver(_blocks);
        _incidents = new CrossingSolver(_blocks);
        _nextIncidents = new CrossingSolver(_blocks);
        _passage = new Passage(_blocks, _train, _track);
        NeuronParameters unused = new() { Enabled = false };
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            Configure(lane, unused);
        }
    }

    /// <inheritdoc/>
    public override double MembraneVolt(int lane, long cycle)
    {
        int chunk = ArrayGeometry.ChunkOf(lane);
        float wait = MathF.Max(_blocks.At(CircuitField.Release, lane) - Start(chunk), 0f);
        float after = cycle - Origin(chunk);
        MembraneState<ScalarLanes> origin = MembraneState<ScalarLanes>.At(_blocks[chunk], lane % Lanes);
        if (after > wait)
        {
            origin = AnyTimeConstants.EvolveAfterHold(_blocks[chunk], lane % Lanes, origin, new ScalarLanes(wait), new ScalarLanes(after - wait));
        }

        return _leakVolt[lane] + origin.V.Value;
    }

    /// <inheritdoc/>
    public override (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle)
    {
        float* block = _blocks[ArrayGeometry.ChunkOf(lane)];
        ScalarLanes after = new(cycle - Origin(ArrayGeometry.ChunkOf(lane)));
        MembraneState<ScalarLanes> state = AnyTimeConstants.Hold(block, lane % Lanes, MembraneState<ScalarLanes>.At(block, lane % Lanes), after);
        return (state.E.Value, -state.I.Value);
    }

    /// <inheritdoc/>
    protected override void OnConfigured(int lane, NeuronParameters parameters)
    {
        const double cycles = PpuClock.CyclesPerMicrosecond;
        double tm = parameters.MembraneTimeConstantUs * cycles;
        double te = parameters.ExcitatoryTimeConstantUs * cycles;
        double ti = parameters.InhibitoryTimeConstantUs * cycles;
        _leakVolt[lane] = parameters.LeakVolt;
        _leakShift[lane] = 0;
        _gainShift[lane] = float.NaN;
        _nominalThreshold[lane] = parameters.Enabled && parameters.CanSpike ? (float)(parameters.ThresholdVolt - parameters.LeakVolt) : CircuitBlocks.Unreachable;
        _nominalGainE[lane] = (float)parameters.ExcitatoryGainVolt;
        _nominalGainI[lane] = (float)parameters.InhibitoryGainVolt;
        Set(CircuitField.Reset, parameters.ResetVolt - parameters.LeakVolt);
        Set(CircuitField.Refractory, Math.Max(parameters.RefractoryUs * cycles, 1));
        Set(CircuitField.TauM, tm);
        Set(CircuitField.RateM, 1 / tm);
        Set(CircuitField.RateE, 1 / te);
        Set(CircuitField.RateI, 1 / ti);
        Set(CircuitField.DifferenceE, (1 / te) - (1 / tm));
        Set(CircuitField.DifferenceI, (1 / ti) - (1 / tm));
        Set(CircuitField.PartE, Part(tm, te));
        Set(CircuitField.PartI, Part(tm, ti));
        Set(CircuitField.Separation, Math.Min(Math.Abs((tm / te) - 1), Math.Abs((tm / ti) - 1)));
        Set(CircuitField.Saturation, parameters.CurrentSaturationVolt);
        float fastest = 0;
        _inseparable = 0;
        for (int other = 0; other < ArrayGeometry.Columns; other++)
        {
            fastest = MathF.Max(fastest, MathF.Max(At(CircuitField.RateM, other), MathF.Max(At(CircuitField.RateE, other), At(CircuitField.RateI, other))));
            _inseparable |= At(CircuitField.Separation, other) < CircuitBlocks.LeastSeparation ? 1u << (other / Lanes) : 0;
        }

        _shortInterval = MathF.Floor(Exponential.ShortLimit / fastest);

        void Set(CircuitField field, double value) => At(field, lane) = (float)value;

        static double Part(double membrane, double synapse)
        {
            double separation = (membrane / synapse) - 1;
            return Math.Abs(separation) < 1e-3 ? 0 : -1 / separation;
        }
    }

    /// <inheritdoc/>
    protected override void OnTrial(int lane, in TrialOffsets offsets)
    {
        At(CircuitField.Threshold, lane) = (_nominalThreshold[lane] * (1 + offsets.Threshold)) - offsets.LeakVolt;
        if (offsets.LeakVolt != _leakShift[lane])
        {
            ShiftLeak(lane, offsets.LeakVolt);
        }

        if (offsets.CurrentGain != _gainShift[lane])
        {
            _gainShift[lane] = offsets.CurrentGain;
            At(CircuitField.GainE, lane) = _nominalGainE[lane] * (1 + offsets.CurrentGain);
            At(CircuitField.GainI, lane) = _nominalGainI[lane] * (1 + offsets.CurrentGain);
        }

        _later.Pointer[ArrayGeometry.ChunkOf(lane)] = Unknown;
    }

    /// <inheritdoc/>
    protected override void OnRest(int lane, int count, long cycle)
    {
        int chunk = ArrayGeometry.ChunkOf(lane);
        _later.Pointer[chunk] = Unknown;
        if (count == Lanes)
        {
            _epoch.Pointer[chunk] = cycle;
            _latestRelease.Pointer[chunk] = float.NegativeInfinity;
        }

        Fields(CircuitField.Reset, lane, count).CopyTo(Fields(CircuitField.V, lane, count));
        Fields(CircuitField.E, lane, count).Clear();
        Fields(CircuitField.I, lane, count).Clear();
        Fields(CircuitField.Release, lane, count).Fill(float.NegativeInfinity);
    }

    /// <inheritdoc/>
    protected override void Propagate(uint chunks, long cycle)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            Arrive(BitOperations.TrailingZeroCount(rest), cycle, _nothing);
        }
    }

    /// <inheritdoc/>
    protected override void Arrive(uint chunks, long cycle, RowPulses pulses)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            Arrive(chunk, cycle, pulses);
            Begin(chunk, cycle);
        }
    }

    /// <inheritdoc/>
    protected override void Glance(uint chunks)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            float safe = LookAhead.Safe<T>(_blocks[chunk]);
            Searched(chunk, safe == float.PositiveInfinity ? long.MaxValue : Origin(chunk) + (long)MathF.Min(safe, LongestSearch));
        }
    }

    /// <inheritdoc/>
    protected override void Search(uint chunks, long horizon)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            for (uint suspects = Suspects(chunk, horizon); suspects != 0; suspects &= suspects - 1)
            {
                int lane = (chunk * Lanes) + BitOperations.TrailingZeroCount(suspects);
                _solver.Add(lane, Wait(lane));
            }
        }

        Solve(horizon);
    }

    /// <inheritdoc/>
    protected override void Refire(int lane, float offset, long horizon)
    {
        if (Reset(lane, offset, horizon, out float wait))
        {
            _solver.Add(lane, wait);
            Solve(horizon);
        }
    }

    // Whether the lane may cross again up to the horizon, after a wait.
    private bool Reset(int lane, float offset, long horizon, out float wait)
    {
        int chunk = ArrayGeometry.ChunkOf(lane);
        float* circuit = _blocks[chunk] + (lane & (Lanes - 1));
        long origin = Origin(chunk);
        wait = Hold(chunk, circuit, Start(chunk), offset);
        float reset = *CircuitBlocks.Place(circuit, CircuitField.Reset, 0);
        *CircuitBlocks.Place(circuit, CircuitField.V, 0) = reset;
        ref long later = ref _later.Pointer[chunk];
        if (later != Unknown && later - origin <= wait)
        {
            *CircuitBlocks.Place(circuit, CircuitField.LaterV, 0) = reset;
        }
        else
        {
            later = Unknown;
        }

        return wait <= horizon - origin && *CircuitBlocks.Place(circuit, CircuitField.Threshold, 0) < *CircuitBlocks.Place(circuit, CircuitField.E, 0);
    }

    // Begins the refractory time at a crossing; returns its end, in cycles after the state.
    private float Hold(int chunk, float* circuit, float start, float crossing)
    {
        float release = start + crossing + *CircuitBlocks.Place(circuit, CircuitField.Refractory, 0);
        *CircuitBlocks.Place(circuit, CircuitField.Release, 0) = release;
        ref float latest = ref _latestRelease.Pointer[chunk];
        latest = latest < release ? release : latest;
        return release - start > 0 ? release - start : 0;
    }

    private void ShiftLeak(int lane, float shift)
    {
        NeuronParameters parameters = Parameters(lane);
        double leak = parameters.LeakVolt + shift;
        At(CircuitField.V, lane) += (float)(_leakVolt[lane] - leak);
        At(CircuitField.Reset, lane) = (float)(parameters.ResetVolt - leak);
        _leakVolt[lane] = leak;
        _leakShift[lane] = shift;
    }

    private Span<float> Fields(CircuitField field, int lane, int count) => new(CircuitBlocks.Place(_blocks[ArrayGeometry.ChunkOf(lane)], field, lane % Lanes), count);

    private ref float At(CircuitField field, int lane) => ref _blocks.At(field, lane);

    private float Start(int chunk) => Origin(chunk) - _epoch.Pointer[chunk];

    private float Wait(int lane)
    {
        float wait = At(CircuitField.Release, lane) - Start(ArrayGeometry.ChunkOf(lane));
        return wait > 0 ? wait : 0;
    }

    private void Arrive(int chunk, long cycle, RowPulses pulses)
    {
        bool moves = Origin(chunk) != cycle;
        if (moves && _later.Pointer[chunk] != cycle)
        {
            Ahead(chunk, cycle, out _);
        }

        SynapticInput.Arrive<T>(_blocks[chunk], chunk, pulses, moves);
        _later.Pointer[chunk] = Unknown;
        if (cycle - _epoch.Pointer[chunk] >= EpochLength)
        {
            BeginEpoch(chunk, cycle);
        }
    }

    // Lanes that have to be solved for; computes the Later fields.
    private uint Suspects(int chunk, long horizon)
    {
        uint outlook = Ahead(chunk, horizon, out uint released);
        Searched(chunk, outlook >> Lanes == 0 ? long.MaxValue : horizon);
        uint suspects = (ushort)outlook;
        return (suspects & ~released) != 0 ? suspects & (LookAhead.Confirm<T>(_blocks[chunk], horizon - Origin(chunk)) | released) : suspects;
    }

    // Computes the Later fields; returns the outlook without lanes that are held to the end, and those of its suspects that are released on the way.
    private uint Ahead(int chunk, long cycle, out uint released)
    {
        float cycles = cycle - Origin(chunk);
        _later.Pointer[chunk] = cycle;
        return (_inseparable >> chunk & 1) != 0 ? Ahead<AnyTimeConstants>(chunk, cycles, out released)
            : cycles <= _shortInterval ? Ahead<ShortModes>(chunk, cycles, out released)
            : Ahead<Modes>(chunk, cycles, out released);
    }

    private uint Ahead<TSolution>(int chunk, float cycles, out uint released)
        where TSolution : struct, IMembraneSolution
    {
        float* block = _blocks[chunk];
        uint outlook = LookAhead.Run<T, TSolution>(block, cycles);
        released = 0;
        float start = Start(chunk);
        if (_latestRelease.Pointer[chunk] > start)
        {
            uint held = LookAhead.Hold<T, TSolution>(block, start, cycles);
            outlook &= ~(uint)(ushort)held;
            released = (ushort)outlook & (held >> Lanes);
        }

        return outlook;
    }

    private void Solve(long horizon)
    {
        if (_solver.Count == 0)
        {
            return;
        }

        _solver.Solve<T>();
        for (int n = 0; n < _solver.Count; n++)
        {
            int lane = _solver.Lane(n);
            float crossing = _solver.Crossing(n);
            if (crossing <= horizon - Origin(ArrayGeometry.ChunkOf(lane)))
            {
                Found(lane, crossing);
            }
        }

        _solver.Clear();
    }

    private void BeginEpoch(int chunk, long cycle)
    {
        long shift = cycle - _epoch.Pointer[chunk];
        _epoch.Pointer[chunk] = cycle;
        for (int lane = chunk * Lanes; lane < (chunk + 1) * Lanes; lane++)
        {
            At(CircuitField.Release, lane) = MathF.Max(At(CircuitField.Release, lane) - shift, -1f);
        }

        _latestRelease.Pointer[chunk] = MathF.Max(_latestRelease.Pointer[chunk] - shift, -1f);
    }
}
