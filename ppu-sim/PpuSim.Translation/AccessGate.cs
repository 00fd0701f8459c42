namespace PpuSim.Translation;

/// <summary>When a core may access what another core sees. Between two runs of a pair it is open.</summary>
internal sealed class AccessGate : IDerivedState
{
    /// <summary>Set in a leading core: lets the other one catch up.</summary>
    public Action<long>? BeforeAccess { get; set; }

    /// <summary>First cycle in which a following core may not; long.MaxValue where there is no other core.</summary>
    public long Permitted { get; set; } = long.MaxValue;

    /// <summary>Cycle of the last access of a leading core.</summary>
    public long Last { get; private set; }

    /// <summary>Cycles begin at 0 again.</summary>
    public void Restart() => Last = 0;

    /// <summary>True when an access, or a cycle with accesses, can take place.</summary>
    public bool Opens(long cycle)
    {
        if (BeforeAccess is null)
        {
            return cycle < Permitted;
        }

        Last = cycle;
        BeforeAccess(cycle);
        return true;
    }
}
