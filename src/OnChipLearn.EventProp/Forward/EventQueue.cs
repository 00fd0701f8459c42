namespace OnChipLearn.EventProp.Forward;

/// <summary>Something that will happen at a known time.</summary>
/// <param name="Time">When.</param>
/// <param name="Order">Breaks ties: first scheduled, first served.</param>
/// <param name="Subject">Group of synapses, or neuron.</param>
/// <param name="Tag">Index of a spike, or version of a prediction.</param>
/// <param name="IsRelease">End of a refractory time rather than an arrival.</param>
internal readonly record struct QueuedEvent(double Time, long Order, int Subject, int Tag, bool IsRelease);

/// <summary>Binary heap by (time, order of scheduling). Allocates only to grow.</summary>
internal sealed class EventQueue
{
    private QueuedEvent[] _heap = new QueuedEvent[64];
    private long _order;

    public int Count { get; private set; }

    /// <summary>Time of the next event, or positive infinity.</summary>
    public double NextTime => Count == 0 ? double.PositiveInfinity : _heap[0].Time;

    public ref readonly QueuedEvent Peek() => ref _heap[0];

    public void Clear()
    {
        Count = 0;
        _order = 0;
    }

    public void Push(double time, int subject, int tag, bool isRelease = false)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * Count);
        }

        var added = new QueuedEvent(time, _order++, subject, tag, isRelease);
        var i = Count++;
        while (i > 0)
        {
            var parent = (i - 1) >> 1;
            if (!Before(added, _heap[parent]))
            {
                break;
            }

            _heap[i] = _heap[parent];
            i = parent;
        }

        _heap[i] = added;
    }

    public QueuedEvent Pop()
    {
        var top = _heap[0];
        var moved = _heap[--Count];
        var i = 0;
        while (true)
        {
            var child = (2 * i) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && Before(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!Before(_heap[child], moved))
            {
                break;
            }

            _heap[i] = _heap[child];
            i = child;
        }

        _heap[i] = moved;
        return top;
    }

    private static bool Before(in QueuedEvent a, in QueuedEvent b) => a.Time < b.Time || (a.Time == b.Time && a.Order < b.Order);
}
