using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Events;

/// <summary>
/// Proposed FIFO beside a processor (path event-fifo): 32-bit records, bits 31..16 label, 15..0 time in 8 ns ticks after the chip's copy of the
/// trial's first event. A read takes one record; <see cref="EventFifoMap.Empty"/> says that there is none, <see cref="EventFifoMap.EndOfTrial"/> that the trial is over; the last
/// place is kept for that marker.
/// </summary>
public sealed class EventFifo(int depth)
{
    private readonly uint[] _ring = new uint[depth + 1];
    private int _head;

    /// <summary>Records that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Records that did not fit.</summary>
    public uint Overflow { get; private set; }

    /// <summary>Takes the next record.</summary>
    public uint Read()
    {
        if (Count == 0)
        {
            return EventFifoMap.Empty;
        }

        uint record = _ring[_head];
        _head = (_head + 1) % _ring.Length;
        Count--;
        return record;
    }

    /// <summary>Drops all records and clears the overflow count.</summary>
    public void Clear()
    {
        Count = 0;
        Overflow = 0;
    }

    /// <summary>Adds a record; counts it as lost if there is no room.</summary>
    public void Add(uint record)
    {
        if (Count >= _ring.Length - 1)
        {
            Overflow++;
            return;
        }

        Put(record);
    }

    /// <summary>Adds the end marker.</summary>
    public void AddEndOfTrial()
    {
        if (Count < _ring.Length)
        {
            Put(EventFifoMap.EndOfTrial);
        }
    }

    private void Put(uint record)
    {
        _ring[(_head + Count) % _ring.Length] = record;
        Count++;
    }
}
