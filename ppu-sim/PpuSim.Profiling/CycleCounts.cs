using PpuSim.Timing;

namespace PpuSim.Profiling;

/// <summary>
/// Where the cycles of some piece of a program went. Every cycle is either one issue or one stall with one cause, so <see cref="Cycles"/> is their sum.
/// </summary>
public sealed class CycleCounts
{
    private readonly long[] _stalls = new long[(int)StallCause.Count];

    /// <summary>Cycles in which an instruction, or a step of one, issued.</summary>
    public long Issues { get; private set; }

    /// <summary>Instructions that left decode: one of several steps counts once; nop, sync and wait, which never issue, count too.</summary>
    public long Executions { get; private set; }

    /// <summary>Cycles without an issue.</summary>
    public long StallCycles { get; private set; }

    /// <summary>Issues and stalls.</summary>
    public long Cycles => Issues + StallCycles;

    /// <summary>Cycles by <see cref="StallCause"/>.</summary>
    public IReadOnlyList<long> Stalls => _stalls;

    /// <summary>Cycles lost to one cause.</summary>
    public long Stall(StallCause cause) => _stalls[(int)cause];

    internal void Add(ReadOnlySpan<long> counters)
    {
        Issues += counters[CounterLayout.Issues];
        Executions += counters[CounterLayout.Executions];
        for (var cause = 0; cause < _stalls.Length; cause++)
        {
            _stalls[cause] += counters[CounterLayout.FirstStall + cause];
            StallCycles += counters[CounterLayout.FirstStall + cause];
        }
    }

    internal void Add(CycleCounts other)
    {
        Issues += other.Issues;
        Executions += other.Executions;
        StallCycles += other.StallCycles;
        for (var cause = 0; cause < _stalls.Length; cause++)
        {
            _stalls[cause] += other._stalls[cause];
        }
    }
}
