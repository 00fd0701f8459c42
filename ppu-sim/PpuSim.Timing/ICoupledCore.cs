namespace PpuSim.Timing;

/// <summary>
/// A core that shares a world with another one and need not be stepped cycle by cycle with it: what it does with its own registers and memory nobody sees,
/// so that only the order of accesses outside counts. One core leads: before each access it lets the other one catch up. The other one follows: it
/// runs ahead as far as it does nothing outside.
/// </summary>
public interface ICoupledCore : IPpuCore
{
    /// <summary>No access outside in an earlier cycle is to come.</summary>
    long Horizon { get; }

    /// <summary>Everything inside that belongs to earlier cycles has been done, and perhaps more; nothing of this cycle and later ones.</summary>
    long Reached { get; }

    /// <summary>Called with the cycle before the core accesses anything outside. Set in the leading core alone.</summary>
    Action<long>? BeforeAccess { get; set; }

    /// <summary>After so many cycles without an access a leading core calls <see cref="BeforeAccess"/> all the same.</summary>
    long LongestSilence { get; set; }

    /// <summary>Runs a following core to <paramref name="limit"/>, or until it would access something outside in <paramref name="permitted"/> or later.</summary>
    void Follow(long limit, long permitted);

    /// <summary>
    /// Before the state is saved, between two runs: gives what no longer matters the same contents however the core came here, so that equal futures have
    /// equal states.
    /// </summary>
    void Settle();

    /// <summary>Words of the SRAM that the other core accesses: own accesses to them keep their place in the order of those outside.</summary>
    void Share(uint address, int bytes);

    /// <summary>True for a word that <see cref="Share"/> has named and that is no code.</summary>
    bool IsShared(uint address);
}
