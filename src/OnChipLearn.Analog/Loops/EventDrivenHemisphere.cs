using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Loops;

/// <summary>A hemisphere in the event-driven loop: delivers events to the neurons and decides how far to search for crossings.</summary>
internal sealed class EventDrivenHemisphere(Hemisphere hemisphere, EventDrivenPopulation neurons)
{
    private const long FirstSpan = 64; // cycles
    private readonly RowPulses _pulses = new();
    private long _span = FirstSpan; // cycles to search for crossings while no event is in sight
    private long _planned; // end of such a search

    /// <summary>The neurons.</summary>
    public EventDrivenPopulation Neurons { get; } = neurons;

    /// <summary>Chunks that run ahead.</summary>
    public Foresight Foresight { get; } = new(hemisphere, neurons);

    /// <summary>Events that have not acted yet.</summary>
    public TimedQueue<PadiEvent> Queue { get; } = hemisphere.Queue;

    /// <summary>Makes sure that crossings are known up to <paramref name="limit"/>.</summary>
    /// <param name="limit">Cycle.</param>
    /// <param name="outside">Hint: a cycle before which no event comes from outside; ignored where it lies before the limit.</param>
    public void SearchTo(long limit, long outside)
    {
        if (Neurons.SearchedUntil < limit)
        {
            _span = Math.Min(_span * 2, Neurons.LongestSearch);
            Neurons.SearchTo(limit, Horizon(limit, outside));
        }
    }

    /// <summary>Lets all events of a cycle act.</summary>
    public void Deliver(long cycle)
    {
        if (cycle < _planned)
        {
            _span = Math.Max(_span / 2, FirstSpan);
            _planned = cycle;
        }

        _pulses.Clear();
        uint present = Foresight.Deliver(cycle);
        while (Queue.NextCycle == cycle)
        {
            PadiEvent padi = Queue.Take();
            hemisphere.Collect(padi, present, _pulses, out RouteCounts counts);
            hemisphere.Account(padi, counts, cycle);
        }

        if (_pulses.Chunks != 0)
        {
            Neurons.Deliver(cycle, _pulses, Queue.NextCycle);
        }
    }

    // Searching beyond the limit saves repetitions and changes no result; beyond the next event it would be wasted.
    private long Horizon(long limit, long outside)
    {
        bool inSight = Queue.NextCycle != long.MaxValue;
        long next = inSight ? Queue.NextCycle : outside > limit ? outside : long.MaxValue;
        _planned = Math.Max(limit, Math.Min(next, limit + (inSight ? Neurons.LongestSearch : _span)));
        return _planned;
    }
}
