using System.Runtime.CompilerServices;

namespace OnChipLearn.EventProp.Forward;

/// <summary>Something that will happen at a known time.</summary>
/// <param name="Time">When.</param>
/// <param name="Subject">Group of synapses, or neuron.</param>
/// <param name="Tag">
/// Arrival: index of the spike. Prediction: its version. End of a refractory time: the complement of the spike's index.
/// </param>
internal readonly record struct QueuedEvent(double Time, int Subject, int Tag)
{
    /// <summary>End of a refractory time rather than an arrival.</summary>
    public bool IsRelease => Tag < 0;

    /// <summary>The spike that arrives or that the neuron is released from.</summary>
    public int Spike => Tag < 0 ? ~Tag : Tag;
}

/// <summary>Binary heap by time; the order of events of the same time is a function of the order of calls. Allocates only to grow.</summary>
internal sealed class EventQueue
{
    private QueuedEvent[] _heap = new QueuedEvent[64];

    public int Count { get; private set; }

    /// <summary>Time of the next event, or positive infinity.</summary>
    public double NextTime => Count == 0 ? double.PositiveInfinity : _heap[0].Time;

    public ref readonly QueuedEvent Peek() => ref _heap[0];

    public void Clear() => Count = 0;

    public void PushRelease(double time, int neuron, int spike) => Push(time, neuron, ~spike);

    public void Push(double time, int subject, int tag)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * Count);
        }

        Rise(Count++, new QueuedEvent(time, subject, tag));
    }

    /// <summary>
    /// Takes the first event. The hole sinks to the bottom along the earlier children, one comparison without a branch per level, before the
    /// last element fills it: that element belongs near the bottom anyway.
    /// </summary>
    public QueuedEvent Pop()
    {
        var heap = _heap;
        var top = heap[0];
        var count = --Count;
        var hole = 0;
        var child = 1;
        while (child + 1 < count)
        {
            var second = heap[child + 1].Time < heap[child].Time;
            child += Unsafe.BitCast<bool, byte>(second);
            heap[hole] = heap[child];
            hole = child;
            child = (2 * hole) + 1;
        }

        if (child < count)
        {
            heap[hole] = heap[child];
            hole = child;
        }

        if (count > 0)
        {
            Rise(hole, heap[count]);
        }

        return top;
    }

    private void Rise(int place, QueuedEvent value)
    {
        var heap = _heap;
        while (place > 0)
        {
            var parent = (place - 1) >> 1;
            if (!(value.Time < heap[parent].Time))
            {
                break;
            }

            heap[place] = heap[parent];
            place = parent;
        }

        heap[place] = value;
    }
}
