namespace OnChipLearn.Board.Rails;

/// <summary>
/// The voltages of the six rails over board time, and what they mean for the chip: it works while all are on; when one goes, it is down
/// and its state is lost, and <see cref="Events"/> says when and why.
/// </summary>
public sealed class ChipSupply
{
    private readonly List<State> _states = [];
    private readonly List<string> _events = [];

    /// <param name="volts">Voltages at power-up, shape [6].</param>
    public ChipSupply(ReadOnlySpan<double> volts) => _states.Add(new State(0, volts.ToArray()));

    /// <summary>True while all rails are on.</summary>
    public bool IsUp => _states[^1].IsUp;

    /// <summary>True if the chip has been down since power-up: its memories and settings are gone until it is configured again.</summary>
    public bool LostState { get; private set; }

    /// <summary>One sentence per change of the chip's condition.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>Raised with the sentence when the chip goes down; an experiment ends there.</summary>
    public event Action<string>? WentDown;

    /// <summary>Present voltage of a rail, V.</summary>
    public double Volts(Rail rail) => _states[^1].Volts[(int)rail];

    /// <summary>New voltages from a time (ns) on; <paramref name="cause"/> is the sentence's explanation.</summary>
    public void Set(long now, ReadOnlySpan<double> volts, string cause)
    {
        var previous = _states[^1];
        if (volts.SequenceEqual(previous.Volts))
        {
            return;
        }

        var next = new State(now, volts.ToArray());
        _states.Add(next);
        var microseconds = now / 1000;
        if (previous.IsUp && !next.IsUp)
        {
            LostState = true;
            Report($"chip down at {microseconds} us: {next.DarkRails} switched off by {cause}");
            WentDown?.Invoke(_events[^1]);
        }
        else if (!previous.IsUp && next.IsUp)
        {
            Report($"chip up at {microseconds} us, its state is lost: configure and load it again");
        }
    }

    /// <summary>Mean voltage of a rail over a window (ns), V.</summary>
    public double MeanVolts(Rail rail, long from, long to)
    {
        var index = Find(from);
        if (index == _states.Count - 1 || _states[index + 1].From >= to)
        {
            return _states[index].Volts[(int)rail];
        }

        double sum = 0;
        for (; index < _states.Count && _states[index].From < to; index++)
        {
            var (start, end) = Clip(index, from, to);
            sum += _states[index].Volts[(int)rail] * (end - start);
        }

        return sum / (to - from);
    }

    /// <summary>
    /// Mean current of a rail over a window (ns), A. Power at nominal voltage is <paramref name="standbyWatts"/> plus the trace's
    /// activity (none while the chip is down), and scales with the square of the voltage.
    /// </summary>
    public double MeanAmperes(RailSpecification rail, double standbyWatts, RailTrace trace, long from, long to)
    {
        double coulombs = 0;
        for (var index = Find(from); index < _states.Count && _states[index].From < to; index++)
        {
            var (start, end) = Clip(index, from, to);
            var state = _states[index];
            var joules = (standbyWatts * (end - start) * 1e-9) + (state.IsUp ? trace.Joules(rail.Rail, start, end) : 0);
            coulombs += joules * state.Volts[(int)rail.Rail] / (rail.NominalVolts * rail.NominalVolts);
        }

        return coulombs / ((to - from) * 1e-9);
    }

    private void Report(string sentence) => _events.Add(sentence);

    private (long Start, long End) Clip(int index, long from, long to)
    {
        var end = index + 1 < _states.Count ? _states[index + 1].From : long.MaxValue;
        return (Math.Max(from, _states[index].From), Math.Min(to, end));
    }

    /// <summary>Index of the state that holds at a time.</summary>
    private int Find(long time)
    {
        var index = _states.Count - 1;
        while (index > 0 && _states[index].From > time)
        {
            index--;
        }

        return index;
    }

    private sealed record State(long From, double[] Volts)
    {
        public bool IsUp { get; } = Volts.All(volts => volts > 0);

        public string DarkRails => string.Join(", ", RailSpecification.All.Where(rail => Volts[(int)rail.Rail] <= 0).Select(rail => rail.Name));
    }
}
