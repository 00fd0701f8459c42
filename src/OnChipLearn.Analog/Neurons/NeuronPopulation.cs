using System.Runtime.Intrinsics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// The 256 neurons of one hemisphere as the engine sees them, in lane order (<see cref="ArrayGeometry"/>).
/// The state belongs to one reference cycle <see cref="Time"/>; between synaptic events nothing is computed until somebody looks.
/// A model is one derived class: it propagates the state, finds threshold crossings, and adds synaptic input.
/// No result may depend on how far ahead the engine happens to search, so a run does not depend on how it is cut.
/// </summary>
public abstract unsafe class NeuronPopulation
{
    private readonly LaneArray<float> _crossing = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _chunkFirst = new(ArrayGeometry.Chunks);
    private readonly NeuronParameters[] _parameters = new NeuronParameters[ArrayGeometry.Columns];

    /// <summary>Creates a population of unused neurons.</summary>
    protected NeuronPopulation()
    {
        Array.Fill(_parameters, new NeuronParameters { Enabled = false });
        Restart();
    }

    /// <summary>Cycle that the state belongs to.</summary>
    public long Time { get; protected set; }

    /// <summary>Cycle up to which (inclusive) crossings are known.</summary>
    public long SearchedUntil { get; private set; }

    /// <summary>Time of the first known crossing in cycles, or positive infinity.</summary>
    public double NextCrossing { get; private set; }

    /// <summary>Lane of the first known crossing; the lowest lane if several coincide.</summary>
    public int NextLane { get; private set; }

    /// <summary>Bit per chunk of 16 lanes that holds a neuron in use.</summary>
    public uint ActiveChunks { get; private set; }

    /// <summary>
    /// Largest distance in cycles between the reference cycle and a spike that the model can reset exactly; the engine moves the state closer first.
    /// </summary>
    public virtual long LongestOffset => 1 << 16; // beyond this the float distance to the reference cycle gets coarse

    /// <summary>Cycles that are worth searching at once; what lies beyond may have to be searched again after the next spike.</summary>
    public virtual long LongestSearch => 1 << 14;

    /// <summary>Calls of <see cref="Configure"/>; what was derived from parameters holds while it stays.</summary>
    internal long Configurations { get; private set; }

    /// <summary>Crossing of every lane relative to <see cref="Time"/> in cycles, infinity where none is known.</summary>
    protected float* Crossing => _crossing.Pointer;

    /// <summary>Earliest crossing of every chunk, infinity where none is known.</summary>
    protected float* ChunkFirst => _chunkFirst.Pointer;

    /// <summary>Parameters of a lane as configured (mismatch included, trial noise not).</summary>
    public NeuronParameters Parameters(int lane) => _parameters[lane];

    /// <summary>Sets a lane's parameters; the state of the lane goes to rest.</summary>
    public void Configure(int lane, NeuronParameters parameters)
    {
        Configurations++;
        _parameters[lane] = parameters;
        uint chunk = 1u << (lane / ArrayGeometry.LanesPerChunk);
        ActiveChunks &= ~chunk;
        int first = lane & ~(ArrayGeometry.LanesPerChunk - 1);
        for (int other = first; other < first + ArrayGeometry.LanesPerChunk; other++)
        {
            if (_parameters[other].Enabled)
            {
                ActiveChunks |= chunk;
            }
        }

        OnConfigured(lane, parameters);
        OnTrial(lane, parameters, default);
        Rest(lane);
        Restart();
    }

    /// <summary>Applies a trial's noise to a lane; the state is kept.</summary>
    public void ApplyTrial(int lane, in TrialOffsets offsets)
    {
        OnTrial(lane, _parameters[lane], offsets);
        Restart();
    }

    /// <summary>Brings all neurons to rest (membrane at reset, no current, not refractory) at <paramref name="cycle"/>.</summary>
    public void RestAll(long cycle)
    {
        Time = cycle;
        OnTimeSet();
        for (uint rest = ActiveChunks; rest != 0; rest &= rest - 1)
        {
            int first = System.Numerics.BitOperations.TrailingZeroCount(rest) * ArrayGeometry.LanesPerChunk;
            for (int lane = first; lane < first + ArrayGeometry.LanesPerChunk; lane++)
            {
                Rest(lane);
            }
        }

        OnAllAtRest();
        Restart();
    }

    /// <summary>Moves the state to <paramref name="cycle"/>; every crossing up to there must have been fired.</summary>
    public void CommitTo(long cycle)
    {
        if (cycle != Time)
        {
            Propagate(cycle - Time);
            Time = cycle;
            OnTimeSet();
        }

        Restart();
    }

    /// <summary>Finds the crossings up to <paramref name="horizon"/> (inclusive).</summary>
    public void SearchTo(long horizon)
    {
        Search(ActiveChunks, horizon - Time);
        SearchedUntil = horizon;
        FindNext();
    }

    /// <summary>
    /// Lets a lane spike at <paramref name="time"/> (cycles, inside the searched window): reset and refractory time.
    /// Used for crossings and for forced resets alike.
    /// </summary>
    public void Fire(int lane, double time)
    {
        float searched = SearchedUntil - Time;
        float release = OnFire(lane, (float)(time - Time));
        int chunk = lane / ArrayGeometry.LanesPerChunk;
        if (release <= searched)
        {
            Search(1u << chunk, searched);
        }
        else if (ChunkFirst[chunk] < float.PositiveInfinity)
        {
            Crossing[lane] = float.PositiveInfinity;
            ChunkFirst[chunk] = Earliest(chunk);
        }

        FindNext();
    }

    /// <summary>Adds a row of synapses to the excitatory or inhibitory currents.</summary>
    /// <param name="weights">256 weights 0..63 in lane order.</param>
    /// <param name="labels">256 labels 0..63 in lane order.</param>
    /// <param name="address">Six-bit event address; only synapses with this label respond.</param>
    /// <param name="amplitude">Pulse amplitude of the driver, nominally 1.</param>
    /// <param name="inhibitory">Sign of the row.</param>
    /// <param name="chunks">Chunks that hold a nonzero weight.</param>
    public abstract void AddRow(byte* weights, byte* labels, byte address, float amplitude, bool inhibitory, uint chunks);

    /// <summary>Membrane potential in volts at <paramref name="cycle"/> at or after <see cref="Time"/>; does not move the state.</summary>
    public abstract double MembraneVolt(int lane, long cycle);

    /// <summary>Excitatory and inhibitory current in volts at <paramref name="cycle"/>; does not move the state.</summary>
    public abstract (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle);

    /// <summary>Derives the model's constants of a lane.</summary>
    protected abstract void OnConfigured(int lane, NeuronParameters parameters);

    /// <summary>Derives what a trial's noise changes: leak, threshold, gains. The absolute membrane potential is kept.</summary>
    protected abstract void OnTrial(int lane, NeuronParameters parameters, in TrialOffsets offsets);

    /// <summary>Puts a lane to rest.</summary>
    protected abstract void Rest(int lane);

    /// <summary>Called when every lane in use has been put to rest.</summary>
    protected abstract void OnAllAtRest();

    /// <summary>Moves the state by <paramref name="cycles"/>.</summary>
    protected abstract void Propagate(long cycles);

    /// <summary>
    /// Writes <see cref="ChunkFirst"/> for the given chunks, and <see cref="Crossing"/> for all lanes of those where it is finite;
    /// crossings later than <paramref name="limit"/> cycles are infinity.
    /// </summary>
    protected abstract void Search(uint chunks, float limit);

    /// <summary>Resets a lane at <paramref name="offset"/> cycles after <see cref="Time"/>; returns the offset at which it can cross again.</summary>
    protected abstract float OnFire(int lane, float offset);

    /// <summary>Earliest crossing of a chunk.</summary>
    protected float Earliest(int chunk)
    {
        float earliest = float.PositiveInfinity;
        float* crossing = Crossing + (chunk * ArrayGeometry.LanesPerChunk);
        for (int k = 0; k < ArrayGeometry.LanesPerChunk; k++)
        {
            earliest = crossing[k] < earliest ? crossing[k] : earliest;
        }

        return earliest;
    }

    /// <summary>Called when <see cref="Time"/> has moved.</summary>
    protected virtual void OnTimeSet()
    {
    }

    /// <summary>Forgets what was searched; called whenever a state changes.</summary>
    protected void Restart()
    {
        SearchedUntil = Time;
        NextCrossing = double.PositiveInfinity;
        _chunkFirst.Span.Fill(float.PositiveInfinity);
    }

    private void FindNext()
    {
        Vector128<float> smallest = Vector128.Load(ChunkFirst);
        for (int k = Vector128<float>.Count; k < ArrayGeometry.Chunks; k += Vector128<float>.Count)
        {
            smallest = Vector128.Min(smallest, Vector128.Load(ChunkFirst + k));
        }

        float first = MathF.Min(MathF.Min(smallest[0], smallest[1]), MathF.Min(smallest[2], smallest[3]));
        if (first == float.PositiveInfinity)
        {
            NextCrossing = double.PositiveInfinity;
            return;
        }

        int chunk = _chunkFirst.Span.IndexOf(first);
        int lane = chunk * ArrayGeometry.LanesPerChunk;
        while (Crossing[lane] != first)
        {
            lane++;
        }

        NextLane = lane;
        NextCrossing = Time + (double)first;
    }
}
