namespace PpuSim.Timing;

/// <summary>
/// An observer that only counts: how often something happens matters, not when, and of memory accesses only the kind and whether they go to the SRAM. What
/// happens again can be added to its counts later.
/// </summary>
public interface ICountingProbe : IProbe
{
    /// <summary>All that the observer keeps; counts only grow.</summary>
    long[] Counts { get; }
}
