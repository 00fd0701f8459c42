using System.Numerics;
using System.Runtime.Intrinsics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Neurons that are computed from event to event (<see cref="Loops.EventDrivenLoop"/>).
/// The state of a chunk of 16 lanes belongs to a cycle of its own, its origin; between synaptic events nothing is computed until somebody looks.
/// A model propagates the state, adds synaptic input, and finds threshold crossings.
/// No result may depend on how far ahead the engine happens to search, so a run does not depend on how it is cut.
/// </summary>
public abstract unsafe class EventDrivenPopulation : NeuronPopulation
{
    private readonly IRunsAhead? _ahead;
    private readonly CrossingList _crossings = new();
    private readonly LaneArray<long> _origin = new(ArrayGeometry.Chunks);
    private readonly LaneArray<long> _rememberedOrigin = new(ArrayGeometry.Chunks);
    private readonly LaneArray<long> _searched = new(ArrayGeometry.Chunks); // cycle up to which (inclusive) crossings are known; the largest where nothing is in use

    /// <summary>Creates a population of unused neurons.</summary>
    protected EventDrivenPopulation()
    {
        _ahead = this as IRunsAhead;
        _searched.Span.Fill(long.MaxValue);
    }

    /// <summary>Cycle up to which (inclusive) crossings are known.</summary>
    public long SearchedUntil { get; private set; }

    /// <summary>Time of the first known crossing in cycles, or positive infinity.</summary>
    public double NextCrossing => _crossings.NextTime;

    /// <summary>Lane of the first known crossing; the lowest lane if several coincide.</summary>
    public int NextLane => _crossings.NextLane;

    /// <summary>
    /// Largest distance in cycles between the origin and a spike that the model can reset exactly; the engine moves the state closer first.
    /// </summary>
    public virtual long LongestOffset => 1 << 16; // beyond this the float distance to the origin gets coarse

    /// <summary>Cycles that are worth searching at once; what lies beyond may have to be searched again after the next event.</summary>
    public virtual long LongestSearch => 1 << 14;

    /// <inheritdoc/>
    public sealed override long Origin(int chunk) => _origin.Pointer[chunk];

    /// <inheritdoc/>
    public override void CommitTo(long cycle)
    {
        Move(ActiveChunks, cycle);
        _origin.Span.Fill(cycle);
        Forget(ActiveChunks);
    }

    /// <summary>Finds the crossings up to <paramref name="limit"/> (inclusive), and up to <paramref name="horizon"/> where it has to search at all.</summary>
    public void SearchTo(long limit, long horizon)
    {
        uint chunks = 0;
        for (uint rest = ActiveChunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            chunks |= _searched.Pointer[chunk] < limit ? 1u << chunk : 0;
        }

        Look(chunks, horizon);
    }

    /// <summary>
    /// Lets pulses act at <paramref name="cycle"/>. Every crossing up to the cycle must have been fired.
    /// If the next event is in sight, finds the crossings of the lanes that they reach up to there.
    /// </summary>
    public void Deliver(long cycle, RowPulses pulses, long next)
    {
        uint chunks = pulses.Chunks & ActiveChunks;
        if (chunks == 0)
        {
            return;
        }

        _crossings.RemoveChunks(chunks);
        Arrive(chunks, cycle, pulses);
        if (next - cycle <= LongestSearch)
        {
            Search(chunks, next);
        }
        else
        {
            Glance(chunks);
        }

        _crossings.Sort();
        FindSearched();
    }

    /// <summary>
    /// Remembers the state of those of <paramref name="chunks"/> that can be swept up to <paramref name="end"/>; from now on they take part in nothing else,
    /// until the present has come there or they are taken back. All pulses up to there must be known.
    /// </summary>
    public uint RunAhead(uint chunks, long end)
    {
        uint able = 0;
        for (uint rest = chunks & ActiveChunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            able |= end - _origin.Pointer[chunk] <= LongestOffset ? 1u << chunk : 0;
        }

        if (_ahead is null || able == 0)
        {
            return 0;
        }

        _crossings.RemoveChunks(able);
        _origin.Span.CopyTo(_rememberedOrigin.Span);
        _ahead.Remember(able);
        return able;
    }

    /// <summary>Brings chunks that are ahead back to where they began.</summary>
    public void TakeBack(uint chunks)
    {
        _ahead!.Recall(chunks);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            Begin(chunk, _rememberedOrigin.Pointer[chunk]);
        }
    }

    /// <summary>Brings chunks that are ahead through steps, and finds their spikes up to <paramref name="end"/>.</summary>
    /// <param name="chunks">Chunks.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="end">Where the sweep ends.</param>
    /// <param name="spikes">Receives the spikes, those of a lane in their order.</param>
    internal void Sweep(uint chunks, ReadOnlySpan<PulseStep> steps, long end, SpikeTrain spikes)
    {
        if (steps.Length != 0)
        {
            _ahead!.Sweep(chunks, steps, spikes);
        }

        _ahead!.FireAll(chunks, end, spikes);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            Searched(BitOperations.TrailingZeroCount(rest), end);
        }

        FindSearched();
    }

    /// <summary>Whether a spike at <paramref name="time"/> is too far from the state of its lane to be reset exactly; <see cref="Approach"/> helps.</summary>
    public bool IsFar(int lane, double time) => time - Origin(ArrayGeometry.ChunkOf(lane)) > LongestOffset;

    /// <summary>Moves a lane's chunk to the last cycle before <paramref name="time"/>; what was searched there has to be searched again.</summary>
    public void Approach(int lane, double time)
    {
        uint chunk = 1u << ArrayGeometry.ChunkOf(lane);
        Move(chunk, (long)time);
        Forget(chunk);
    }

    /// <summary>Lets the lane of the first known crossing spike; it must not be far.</summary>
    public void FireNext()
    {
        int lane = NextLane;
        int chunk = ArrayGeometry.ChunkOf(lane);
        float offset = (float)(NextCrossing - _origin.Pointer[chunk]);
        _crossings.RemoveNext();
        Refire(lane, offset, _searched.Pointer[chunk]);
        _crossings.Sort();
    }

    /// <inheritdoc/>
    public override void Fire(int lane, double time)
    {
        if (IsFar(lane, time))
        {
            Approach(lane, time); // a forced reset; crossings are approached by the loop, since they have to be searched again
        }

        int chunk = ArrayGeometry.ChunkOf(lane);
        _crossings.Remove(lane);
        Refire(lane, (float)(time - Origin(chunk)), _searched.Pointer[chunk]);
        _crossings.Sort();
    }

    /// <inheritdoc/>
    protected override void OnChanged(uint chunks)
    {
        Forget(chunks);
        for (uint unused = chunks & ~ActiveChunks; unused != 0; unused &= unused - 1)
        {
            Searched(BitOperations.TrailingZeroCount(unused), long.MaxValue);
        }

        FindSearched();
    }

    /// <inheritdoc/>
    protected override void OnRestAll(long cycle) => _origin.Span.Fill(cycle);

    /// <summary>Moves the state of chunks from their origins to <paramref name="cycle"/>, which some may have reached.</summary>
    protected abstract void Propagate(uint chunks, long cycle);

    /// <summary>
    /// Moves the state of chunks from their origins to <paramref name="cycle"/>, which some may have reached, makes that their origin (<see cref="Begin"/>)
    /// and adds pulses to their currents.
    /// </summary>
    protected abstract void Arrive(uint chunks, long cycle, RowPulses pulses);

    /// <summary>Says with <see cref="Searched"/> how far chunks can go for sure without a crossing, if that costs little.</summary>
    protected abstract void Glance(uint chunks);

    /// <summary>Reports with <see cref="Found"/> the first crossings of all lanes of the given chunks up to <paramref name="horizon"/>, and with <see cref="Searched"/> that.</summary>
    protected abstract void Search(uint chunks, long horizon);

    /// <summary>
    /// Resets a lane at <paramref name="offset"/> cycles after its origin; if it crosses again up to <paramref name="horizon"/>, reports that.
    /// </summary>
    protected abstract void Refire(int lane, float offset, long horizon);

    /// <summary>Reports a crossing.</summary>
    /// <param name="lane">Lane, of which no crossing is known.</param>
    /// <param name="offset">Cycles after the origin of its chunk.</param>
    protected void Found(int lane, float offset) => _crossings.Add(lane, Origin(ArrayGeometry.ChunkOf(lane)) + (double)offset);

    /// <summary>Says up to which cycle a chunk has been searched: the largest if no lane can cross until the next event, however late that is.</summary>
    protected void Searched(int chunk, long cycle) => _searched.Pointer[chunk] = cycle;

    /// <summary>Cycle that the state of each chunk belongs to.</summary>
    protected long* Origins => _origin.Pointer;

    /// <summary>Says that the state of a chunk belongs to <paramref name="cycle"/>.</summary>
    protected void Begin(int chunk, long cycle) => _origin.Pointer[chunk] = cycle;

    private void Move(uint chunks, long cycle)
    {
        Propagate(chunks, cycle);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            Begin(BitOperations.TrailingZeroCount(rest), cycle);
        }
    }

    private void Look(uint chunks, long horizon)
    {
        _crossings.RemoveChunks(chunks);
        Search(chunks, horizon);
        _crossings.Sort();
        FindSearched();
    }

    private void Forget(uint chunks)
    {
        _crossings.RemoveChunks(chunks);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            _searched.Pointer[chunk] = Origin(chunk);
        }

        FindSearched();
    }

    private void FindSearched()
    {
        long* searched = _searched.Pointer;
        Vector512<long> eight = Vector512.Min(Vector512.Load(searched), Vector512.Load(searched + 8));
        Vector256<long> four = Vector256.Min(eight.GetLower(), eight.GetUpper());
        Vector128<long> two = Vector128.Min(four.GetLower(), four.GetUpper());
        SearchedUntil = Math.Min(two[0], two[1]);
    }
}
