namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Neurons that will cross the threshold, but not before some bound: their time need not be computed yet, because by then another arrival
/// will probably have changed it. What is put off is a range of neurons; <c>until</c> of the simulation says for each neuron whether it still
/// waits. Allocates only to grow.
/// </summary>
internal sealed class DeferredCrossings
{
    private const int SingleNeuron = -1;

    private (int Range, int First, int Count, double Bound)[] _waiting = new (int, int, int, double)[64];
    private int[] _placeOfRange = [];
    private int _count;

    /// <summary>Time up to which no range needs attention.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>Starts with nothing for a network with this many numbered ranges.</summary>
    public void Clear(int ranges)
    {
        if (_placeOfRange.Length != ranges)
        {
            _placeOfRange = new int[ranges];
        }

        Array.Fill(_placeOfRange, -1);
        _count = 0;
        Bound = double.PositiveInfinity;
    }

    /// <summary>Remembers that one neuron waits until the bound.</summary>
    public void Add(int neuron, double bound) => Append((SingleNeuron, neuron, 1, bound));

    /// <summary>Remembers that some neurons of a range wait until the bound, and none of it until an earlier one.</summary>
    public void Add(int range, int first, int count, double bound)
    {
        var place = _placeOfRange[range];
        if (place >= 0)
        {
            _waiting[place].Bound = bound;
            Bound = Math.Min(Bound, bound);
            return;
        }

        _placeOfRange[range] = _count;
        Append((range, first, count, bound));
    }

    /// <summary>Takes out a range whose bound lies before <paramref name="time"/>; false when none is left.</summary>
    public bool Take(double time, out int first, out int count)
    {
        var bound = double.PositiveInfinity;
        for (var i = 0; i < _count; i++)
        {
            ref readonly var waiting = ref _waiting[i];
            if (waiting.Bound < time)
            {
                (first, count) = (waiting.First, waiting.Count);
                Remove(i);
                return true;
            }

            bound = Math.Min(bound, waiting.Bound);
        }

        Bound = bound;
        first = count = 0;
        return false;
    }

    private void Append((int Range, int First, int Count, double Bound) waiting)
    {
        if (_count == _waiting.Length)
        {
            Array.Resize(ref _waiting, 2 * _count);
        }

        _waiting[_count++] = waiting;
        Bound = Math.Min(Bound, waiting.Bound);
    }

    private void Remove(int place)
    {
        if (_waiting[place].Range >= 0)
        {
            _placeOfRange[_waiting[place].Range] = -1;
        }

        _count--;
        if (place == _count)
        {
            return;
        }

        _waiting[place] = _waiting[_count];
        if (_waiting[place].Range >= 0)
        {
            _placeOfRange[_waiting[place].Range] = place;
        }
    }
}
