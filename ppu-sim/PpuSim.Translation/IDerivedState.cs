namespace PpuSim.Translation;

/// <summary>Recorded or rebuilt from what else there is: no part of the state of a run, and not to be saved with it.</summary>
public interface IDerivedState;

/// <summary>A count that tells only how a run was simulated.</summary>
internal sealed class DerivedCount : IDerivedState
{
    public long Value { get; set; }
}
