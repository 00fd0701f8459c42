using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Energy;

/// <summary>
/// Turns activity into energy while an experiment runs: it is fed with intervals and what was counted in them, keeps totals per phase and
/// appends the energy to the trace that the board's monitors see. Feeding allocates nothing once the trace has room.
/// </summary>
public sealed class EnergyMeter
{
    /// <summary>Number of phases.</summary>
    public const int Phases = (int)EnergyPhase.Training + 1;

    private readonly ActivityCounts[] _counts = new ActivityCounts[Phases];
    private readonly long[] _nanoseconds = new long[Phases];
    private readonly long[] _samples = new long[Phases];

    public EnergyMeter(EnergyTable table, RailTrace trace)
    {
        Table = table;
        Trace = trace;
    }

    public EnergyTable Table { get; }

    public RailTrace Trace { get; }

    /// <summary>Events counted in a phase.</summary>
    public ref readonly ActivityCounts Counts(EnergyPhase phase) => ref _counts[(int)phase];

    /// <summary>Chip time that a phase owns, ns.</summary>
    public long Nanoseconds(EnergyPhase phase) => _nanoseconds[(int)phase];

    /// <summary>Samples that a phase has finished.</summary>
    public long Samples(EnergyPhase phase) => _samples[(int)phase];

    /// <summary>An interval in which all activity was for one phase. It runs from the end of the last one.</summary>
    /// <param name="untilNanoseconds">Its end, ns.</param>
    /// <param name="phase">The phase that pays for activity and standing power.</param>
    /// <param name="counts">Events in the interval.</param>
    public void Record(long untilNanoseconds, EnergyPhase phase, in ActivityCounts counts)
    {
        Span<ActivityCounts> byPhase = stackalloc ActivityCounts[Phases];
        byPhase.Clear();
        byPhase[(int)phase] = counts;
        Record(untilNanoseconds, phase, byPhase);
    }

    /// <summary>
    /// An interval in which, say, a sample is emulated while another is learned: activity goes to its phase, standing power to
    /// <paramref name="owner"/>, the phase that sets the interval's length.
    /// </summary>
    /// <param name="untilNanoseconds">Its end, ns.</param>
    /// <param name="owner">The phase that owns the time.</param>
    /// <param name="countsByPhase">Events in the interval, shape [<see cref="Phases"/>], indexed by <see cref="EnergyPhase"/>.</param>
    public void Record(long untilNanoseconds, EnergyPhase owner, ReadOnlySpan<ActivityCounts> countsByPhase)
    {
        Span<long> owned = stackalloc long[Phases];
        owned.Clear();
        owned[(int)owner] = untilNanoseconds - Trace.EndNanoseconds;
        Record(untilNanoseconds, owned, countsByPhase);
    }

    /// <summary>An interval whose time belongs to several phases.</summary>
    /// <param name="untilNanoseconds">Its end, ns.</param>
    /// <param name="nanosecondsByPhase">Time that each phase owns, shape [<see cref="Phases"/>], ns; the sum is the interval.</param>
    /// <param name="countsByPhase">Events in the interval, same shape.</param>
    public void Record(long untilNanoseconds, ReadOnlySpan<long> nanosecondsByPhase, ReadOnlySpan<ActivityCounts> countsByPhase)
    {
        var from = Trace.EndNanoseconds;
        long sum = 0;
        foreach (var nanoseconds in nanosecondsByPhase)
        {
            sum += nanoseconds;
        }

        if (untilNanoseconds > from && sum != untilNanoseconds - from)
        {
            throw new BoardException($"energy meter: phases own {sum} ns of the interval that ends at {untilNanoseconds} ns, expected {untilNanoseconds - from} ns");
        }

        Span<double> joules = stackalloc double[RailSpecification.Count];
        joules.Clear();
        for (var i = 0; i < ActivityCounts.Length; i++)
        {
            var entry = Table[(Activity)i];
            foreach (ref readonly var counts in countsByPhase)
            {
                var count = counts[i];
                if (count < 0)
                {
                    throw new BoardException($"energy meter: {(Activity)i} {count} in the interval that ends at {untilNanoseconds} ns, expected 0 or more");
                }

                joules[(int)entry.Rail] += count * entry.Value;
            }
        }

        Trace.Append(untilNanoseconds, joules);
        for (var phase = 0; phase < nanosecondsByPhase.Length; phase++)
        {
            _nanoseconds[phase] += nanosecondsByPhase[phase];
        }

        for (var phase = 0; phase < countsByPhase.Length; phase++)
        {
            _counts[phase].Add(countsByPhase[phase]);
        }
    }

    /// <summary>Says that samples of a phase are complete, for figures per sample.</summary>
    public void FinishSamples(EnergyPhase phase, long count) => _samples[(int)phase] += count;
}
