namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Neurons that will cross the threshold, but not before some bound: their time need not be computed yet, because by then another arrival
/// will probably have changed it. What is put off is a range of neurons; <see cref="Until"/> says for each neuron whether it still waits.
/// Allocates only to grow.
/// </summary>
internal sealed class DeferredCrossings(double[] until)
{
    private (int First, int Count, double Bound)[] _ranges = new (int, int, double)[64];
    private int _count;

    /// <summary>Bound of each waiting neuron; positive infinity for one that does not wait. Shared by all instances of a simulation.</summary>
    public double[] Until => until;

    /// <summary>Time up to which no range needs attention.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    public void Clear()
    {
        _count = 0;
        Bound = double.PositiveInfinity;
    }

    /// <summary>Remembers that some of these neurons wait until the bound.</summary>
    public void Add(int first, int count, double bound)
    {
        if (_count == _ranges.Length)
        {
            Array.Resize(ref _ranges, 2 * _count);
        }

        _ranges[_count++] = (first, count, bound);
        Bound = Math.Min(Bound, bound);
    }

    /// <summary>Takes out a range whose bound lies before <paramref name="time"/>; false when none is left.</summary>
    public bool Take(double time, out int first, out int count)
    {
        var bound = double.PositiveInfinity;
        for (var i = 0; i < _count; i++)
        {
            var range = _ranges[i];
            if (range.Bound < time)
            {
                _ranges[i] = _ranges[--_count];
                (first, count, _) = range;
                return true;
            }

            bound = Math.Min(bound, range.Bound);
        }

        Bound = bound;
        first = count = 0;
        return false;
    }
}
