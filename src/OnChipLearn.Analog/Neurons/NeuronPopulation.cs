using System.Numerics;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// The 256 neurons of one hemisphere, in lane order (<see cref="ArrayGeometry"/>). A model is one class, derived from
/// <see cref="EventDrivenPopulation"/> or <see cref="GridPopulation"/>, whichever way it is computed.
/// </summary>
public abstract class NeuronPopulation
{
    private readonly NeuronParameters[] _parameters = new NeuronParameters[ArrayGeometry.Columns];

    /// <summary>Creates a population of unused neurons.</summary>
    protected NeuronPopulation() => Array.Fill(_parameters, new NeuronParameters { Enabled = false });

    /// <summary>Bit per chunk of 16 lanes that holds a neuron in use.</summary>
    public uint ActiveChunks { get; private set; }

    /// <summary>Calls of <see cref="Configure"/>; what was derived from parameters holds while it stays.</summary>
    internal long Configurations { get; private set; }

    /// <summary>Parameters of a lane as configured (mismatch included, trial noise not).</summary>
    public NeuronParameters Parameters(int lane) => _parameters[lane];

    /// <summary>Cycle that the state of a chunk belongs to.</summary>
    public abstract long Origin(int chunk);

    /// <summary>Sets a lane's parameters; the state of the lane goes to rest.</summary>
    public void Configure(int lane, NeuronParameters parameters)
    {
        Configurations++;
        _parameters[lane] = parameters;
        int chunk = ArrayGeometry.ChunkOf(lane);
        uint bit = 1u << chunk;
        ActiveChunks &= ~bit;
        int first = chunk * ArrayGeometry.LanesPerChunk;
        for (int other = first; other < first + ArrayGeometry.LanesPerChunk; other++)
        {
            if (_parameters[other].Enabled)
            {
                ActiveChunks |= bit;
            }
        }

        OnConfigured(lane, parameters);
        OnTrial(lane, default);
        OnRest(lane, 1, Origin(chunk));
        OnChanged(bit);
    }

    /// <summary>Applies a trial's noise; the state is kept. The state must belong to the present.</summary>
    /// <param name="offsets">Noise by lane.</param>
    public void ApplyTrial(ReadOnlySpan<TrialOffsets> offsets)
    {
        for (uint rest = ActiveChunks; rest != 0; rest &= rest - 1)
        {
            int first = BitOperations.TrailingZeroCount(rest) * ArrayGeometry.LanesPerChunk;
            for (int lane = first; lane < first + ArrayGeometry.LanesPerChunk; lane++)
            {
                OnTrial(lane, offsets[lane]);
            }
        }

        OnChanged(ActiveChunks);
    }

    /// <summary>Brings all neurons to rest (membrane at reset, no current, not refractory) at <paramref name="cycle"/>.</summary>
    public void RestAll(long cycle)
    {
        OnRestAll(cycle);
        for (uint rest = ActiveChunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            OnRest(chunk * ArrayGeometry.LanesPerChunk, ArrayGeometry.LanesPerChunk, cycle);
        }

        OnChanged(ActiveChunks);
    }

    /// <summary>Moves the whole state to <paramref name="cycle"/>; every crossing up to there must have been fired.</summary>
    public abstract void CommitTo(long cycle);

    /// <summary>
    /// Lets a lane spike at <paramref name="time"/> (cycles, not after what has been computed): reset and refractory time.
    /// Used for crossings and for forced resets alike.
    /// </summary>
    public abstract void Fire(int lane, double time);

    /// <summary>Membrane potential in volts at <paramref name="cycle"/>, not before the last event; does not move the state.</summary>
    public abstract double MembraneVolt(int lane, long cycle);

    /// <summary>Excitatory and inhibitory current in volts at <paramref name="cycle"/>; does not move the state.</summary>
    public abstract (double Excitatory, double Inhibitory) CurrentVolt(int lane, long cycle);

    /// <summary>Derives the model's constants of a lane.</summary>
    protected abstract void OnConfigured(int lane, NeuronParameters parameters);

    /// <summary>Derives what a trial's noise changes: leak, threshold, gains. The absolute membrane potential is kept.</summary>
    protected abstract void OnTrial(int lane, in TrialOffsets offsets);

    /// <summary>Puts consecutive lanes of one chunk to rest at <paramref name="cycle"/>.</summary>
    protected abstract void OnRest(int lane, int count, long cycle);

    /// <summary>All chunks are about to be put to rest at <paramref name="cycle"/>.</summary>
    protected abstract void OnRestAll(long cycle);

    /// <summary>Parameters or state of chunks have changed, or which chunks are in use: what was predicted of them no longer holds.</summary>
    protected abstract void OnChanged(uint chunks);
}
