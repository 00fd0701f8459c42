namespace OnChipLearn.Board.Rails;

/// <summary>
/// Energy that activity drew from each rail over board time: contiguous intervals from 0, power constant within each. Energy between any
/// two times follows from running sums. After the last interval there is no activity.
/// </summary>
public sealed class RailTrace
{
    private readonly double[][] _sums = new double[RailSpecification.Count][];
    private long[] _ends;

    /// <param name="capacity">Intervals to reserve; as long as they suffice, <see cref="Append"/> allocates nothing.</param>
    public RailTrace(int capacity = 1024)
    {
        _ends = new long[capacity];
        for (var rail = 0; rail < _sums.Length; rail++)
        {
            _sums[rail] = new double[capacity];
        }
    }

    /// <summary>Number of intervals.</summary>
    public int Count { get; private set; }

    /// <summary>End of the last interval, ns.</summary>
    public long EndNanoseconds => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>End of an interval, ns.</summary>
    public long IntervalEnd(int index) => _ends[index];

    /// <summary>Adds the interval from the end so far to <paramref name="untilNanoseconds"/>.</summary>
    /// <param name="untilNanoseconds">Its end, later than the end so far.</param>
    /// <param name="joules">Energy of its activity per rail, shape [6], J.</param>
    public void Append(long untilNanoseconds, ReadOnlySpan<double> joules)
    {
        if (untilNanoseconds <= EndNanoseconds)
        {
            throw new BoardException($"rail trace: interval ends at {untilNanoseconds} ns, expected later than {EndNanoseconds} ns");
        }

        if (Count == _ends.Length)
        {
            Grow();
        }

        for (var rail = 0; rail < _sums.Length; rail++)
        {
            _sums[rail][Count] = (Count == 0 ? 0 : _sums[rail][Count - 1]) + joules[rail];
        }

        _ends[Count++] = untilNanoseconds;
    }

    /// <summary>Energy of activity on a rail between two times (ns), J.</summary>
    public double Joules(Rail rail, long fromNanoseconds, long toNanoseconds) =>
        Until(_sums[(int)rail], toNanoseconds) - Until(_sums[(int)rail], fromNanoseconds);

    private double Until(double[] sums, long time)
    {
        if (Count == 0 || time <= 0)
        {
            return 0;
        }

        var index = Array.BinarySearch(_ends, 0, Count, time);
        if (index >= 0)
        {
            return sums[index];
        }

        index = ~index;
        if (index == Count)
        {
            return sums[Count - 1];
        }

        var start = index == 0 ? 0 : _ends[index - 1];
        var before = index == 0 ? 0 : sums[index - 1];
        return before + ((sums[index] - before) * (time - start) / (_ends[index] - start));
    }

    private void Grow()
    {
        var size = Math.Max(16, 2 * _ends.Length);
        Array.Resize(ref _ends, size);
        for (var rail = 0; rail < _sums.Length; rail++)
        {
            Array.Resize(ref _sums[rail], size);
        }
    }
}
