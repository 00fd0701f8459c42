using PpuSim.Timing;

namespace PpuSim.Profiling;

/// <summary>Order of the counters of one address or one call path.</summary>
internal static class CounterLayout
{
    public const int Issues = 0;
    public const int Executions = 1;
    public const int FirstStall = 2;
    public const int Length = FirstStall + (int)StallCause.Count;
}
