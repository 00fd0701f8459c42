namespace PpuSim.Translation;

/// <summary>When a core may access what another core sees. Between two runs of a pair it is open.</summary>
internal sealed class AccessGate : IDerivedState
{
    /// <summary>Set in a leading core: lets the other one catch up.</summary>
    public Action<long>? BeforeAccess { get; set; }

    /// <summary>Cycles after which a leading core gives word even if it accesses nothing.</summary>
    public long LongestSilence { get; set; } = long.MaxValue;

    /// <summary>First cycle in which a following core may not; long.MaxValue where there is no other core.</summary>
    public long Permitted { get; set; } = long.MaxValue;

    /// <summary>Cycle of the last access of a leading core.</summary>
    public long Last { get; private set; }

    /// <summary>First cycle of a leading core to give word in.</summary>
    public long NextWord => BeforeAccess is null || LongestSilence == long.MaxValue ? long.MaxValue : Last + LongestSilence;

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
