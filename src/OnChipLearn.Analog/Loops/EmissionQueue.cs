using System.Numerics;
using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Events;

namespace OnChipLearn.Analog.Loops;

/// <summary>
/// Spikes that have not left their neurons yet, by cycle; of equal cycles by crossing, of equal crossings by neuron. So the order does not depend on which
/// was found first. Grows when full; allocates nothing otherwise.
/// </summary>
internal sealed class EmissionQueue
{
    private const int Bins = 128;
    private Emission[] _ring = new Emission[1024];
    private Emission[] _foreseen = new Emission[1024];
    private int[] _order = new int[1024];
    private readonly int[] _ends = new int[Bins];
    private int _foreseenCount;
    private long _firstForeseen = long.MaxValue;
    private long _lastForeseen;
    private int _head;
    private int _count;

    /// <summary>Cycle of the first spike, or <see cref="long.MaxValue"/>.</summary>
    public long NextCycle { get; private set; } = long.MaxValue;

    /// <summary>Adds a spike; the search for its place begins at the end.</summary>
    public void Add(in NeuronSpike spike, double crossing)
    {
        if (_count == _ring.Length)
        {
            Grow();
        }

        Emission[] ring = _ring;
        int mask = ring.Length - 1;
        int place = (_head + _count) & mask;
        for (int left = _count; left > 0; left--)
        {
            int before = (place - 1) & mask;
            if (!ring[before].IsAfter(spike, crossing))
            {
                break;
            }

            ring[place] = ring[before];
            place = before;
        }

        _count++;
        ring[place].Spike = spike;
        ring[place].Crossing = crossing;
        NextCycle = Math.Min(NextCycle, spike.Cycle);
    }

    /// <summary>Adds a spike later, with <see cref="AddForeseen"/>. By its parts, so that it is stored field by field where it belongs: a block copy would wait for them.</summary>
    public void Foresee(int hemisphere, int column, long cycle, double time, double crossing)
    {
        if (_foreseenCount == _foreseen.Length)
        {
            Array.Resize(ref _foreseen, 2 * _foreseenCount);
            Array.Resize(ref _order, 2 * _foreseenCount);
        }

        _firstForeseen = Math.Min(_firstForeseen, cycle);
        _lastForeseen = Math.Max(_lastForeseen, cycle);
        ref Emission emission = ref _foreseen[_foreseenCount++];
        emission.Spike = new NeuronSpike(hemisphere, column, cycle, time, false);
        emission.Crossing = crossing;
    }

    /// <summary>Adds the spikes that have been foreseen, almost in order, so that each soon finds its place: they are sorted into bins of equal length first.</summary>
    public void AddForeseen()
    {
        if (_foreseenCount == 0)
        {
            return;
        }

        Span<Emission> foreseen = _foreseen.AsSpan(0, _foreseenCount);
        Span<int> order = _order.AsSpan(0, _foreseenCount);
        Span<int> ends = _ends;
        long first = _firstForeseen;
        int shift = Math.Max(BitOperations.Log2((ulong)(_lastForeseen - first) | 1) - BitOperations.Log2(Bins) + 1, 0);
        ends.Clear();
        foreach (ref Emission emission in foreseen)
        {
            ends[(int)((emission.Spike.Cycle - first) >> shift)]++;
        }

        int sum = 0;
        foreach (ref int end in ends)
        {
            (end, sum) = (sum, sum + end);
        }

        for (int k = 0; k < foreseen.Length; k++)
        {
            order[ends[(int)((foreseen[k].Spike.Cycle - first) >> shift)]++] = k;
        }

        foreach (int k in order)
        {
            Add(foreseen[k].Spike, foreseen[k].Crossing);
        }

        _foreseenCount = 0;
        _firstForeseen = long.MaxValue;
        _lastForeseen = 0;
    }

    /// <summary>Removes the first spike and returns it.</summary>
    public NeuronSpike Take()
    {
        NeuronSpike first = _ring[_head].Spike;
        _head = (_head + 1) & (_ring.Length - 1);
        _count--;
        FindNext();
        return first;
    }

    /// <summary>Removes the spikes of some chunks that cross after <paramref name="cycle"/>; calls <paramref name="withdrawn"/> for each.</summary>
    public void Withdraw(int hemisphere, uint chunks, long cycle, Action<NeuronSpike> withdrawn)
    {
        int mask = _ring.Length - 1;
        int kept = 0;
        for (int k = 0; k < _count; k++)
        {
            ref Emission emission = ref _ring[(_head + k) & mask];
            int chunk = ArrayGeometry.ChunkOf(ArrayGeometry.LaneOf(emission.Spike.Column));
            if (emission.Crossing > cycle && emission.Spike.Hemisphere == hemisphere && (chunks >> chunk & 1) != 0)
            {
                withdrawn(emission.Spike);
            }
            else
            {
                _ring[(_head + kept++) & mask] = emission;
            }
        }

        _count = kept;
        FindNext();
    }

    /// <summary>Forgets all spikes.</summary>
    public void Clear()
    {
        _head = 0;
        _count = 0;
        FindNext();
    }

    private void FindNext() => NextCycle = _count == 0 ? long.MaxValue : _ring[_head].Spike.Cycle;

    private void Grow()
    {
        Emission[] larger = new Emission[_ring.Length * 2];
        for (int k = 0; k < _count; k++)
        {
            larger[k] = _ring[(_head + k) & (_ring.Length - 1)];
        }

        _ring = larger;
        _head = 0;
    }

    private struct Emission
    {
        public NeuronSpike Spike;
        public double Crossing;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool IsAfter(in NeuronSpike spike, double crossing) =>
            Spike.Cycle > spike.Cycle || (Spike.Cycle == spike.Cycle && (Crossing > crossing || (Crossing == crossing && IsBehind(spike))));

        private readonly bool IsBehind(in NeuronSpike spike) => Spike.Hemisphere != spike.Hemisphere
            ? Spike.Hemisphere > spike.Hemisphere
            : ArrayGeometry.LaneOf(Spike.Column) > ArrayGeometry.LaneOf(spike.Column);
    }
}
