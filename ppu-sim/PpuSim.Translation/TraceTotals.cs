using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Counts of replayed cycles.</summary>
/// <param name="counts">Counts of an observer.</param>
internal sealed class TraceTotals(long[] counts)
{
    public long Issues { get; private set; }

    public long Instructions { get; private set; }

    /// <summary>Cycles by <see cref="StallCause"/>.</summary>
    public long[] Stalls { get; } = new long[(int)StallCause.Count];

    public void Clear()
    {
        Issues = Instructions = 0;
        Array.Clear(Stalls);
    }

    /// <summary>Adds what a trace has counted since the last time.</summary>
    public void Take(Trace trace)
    {
        if (trace.Passes == 0)
        {
            return;
        }

        Issues += trace.Passes * trace.Issues;
        Instructions += trace.Passes * trace.Instructions;
        foreach (var (cause, cycles) in trace.Stalls)
        {
            Stalls[(int)cause] += trace.Passes * cycles;
        }

        foreach (var (index, count) in trace.Counts)
        {
            counts[index] += trace.Passes * count;
        }

        trace.Passes = 0;
    }
}
