using System.Runtime.CompilerServices;

namespace OnChipLearn.Analog.Events;

/// <summary>Something that happens at a PPU cycle.</summary>
public interface ITimed
{
    /// <summary>PPU cycle.</summary>
    long Cycle { get; }
}

/// <summary>
/// Queue ordered by cycle; equal cycles keep the order of arrival. Insertion searches from the end, since events arrive almost in order.
/// Grows when full; allocates nothing otherwise.
/// </summary>
/// <typeparam name="T">Payload.</typeparam>
public sealed class TimedQueue<T>
    where T : struct, ITimed
{
    private T[] _ring;
    private int _head;

    /// <param name="capacity">Initial capacity, rounded up to a power of two.</param>
    public TimedQueue(int capacity = 1024) => _ring = new T[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];

    /// <summary>Number of queued items.</summary>
    public int Count { get; private set; }

    /// <summary>Cycle of the first item, or <see cref="long.MaxValue"/>.</summary>
    public long NextCycle { get; private set; } = long.MaxValue;

    /// <summary>Item <paramref name="index"/> after the first.</summary>
    public ref readonly T this[int index] => ref _ring[(_head + index) & (_ring.Length - 1)];

    /// <summary>Adds an item. Inlined, so that it is stored field by field where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item) => Insert(item.Cycle) = item;

    /// <summary>Removes and returns the first item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Take()
    {
        T item = _ring[_head];
        Skip(1);
        return item;
    }

    /// <summary>Removes the first items.</summary>
    public void Skip(int count)
    {
        _head = (_head + count) & (_ring.Length - 1);
        Count -= count;
        NextCycle = Count == 0 ? long.MaxValue : _ring[_head].Cycle;
    }

    /// <summary>Forgets all items.</summary>
    public void Clear()
    {
        _head = 0;
        Count = 0;
        NextCycle = long.MaxValue;
    }

    // Room for an item, behind those of its cycle.
    private ref T Insert(long cycle)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        int mask = _ring.Length - 1;
        int position = (_head + Count) & mask;
        int before = (position - 1) & mask;
        for (int left = Count; left > 0 && _ring[before].Cycle > cycle; left--)
        {
            _ring[position] = _ring[before];
            position = before;
            before = (before - 1) & mask;
        }

        Count++;
        NextCycle = Math.Min(NextCycle, cycle);
        return ref _ring[position];
    }

    private void Grow()
    {
        T[] larger = new T[_ring.Length * 2];
        for (int k = 0; k < Count; k++)
        {
            larger[k] = _ring[(_head + k) & (_ring.Length - 1)];
        }

        _ring = larger;
        _head = 0;
    }
}
