using OnChipLearn.Analog.Events;

namespace OnChipLearn.Analog.Loops;

/// <summary>Advances both hemispheres and emits their spikes in order.</summary>
internal abstract class EmulationLoop
{
    /// <summary>Cycle up to which everything has happened.</summary>
    public long Now { get; protected set; }

    /// <summary>
    /// A cycle before which the owner expects to schedule nothing from outside. A hint for how far to search ahead: it changes no result.
    /// </summary>
    public long NextOutsideEvent { get; set; }

    /// <summary>Standard deviation of the spike-time jitter in cycles; a grid has none.</summary>
    public double JitterSigma { get; set; }

    /// <summary>Lets everything happen up to and including <paramref name="cycle"/>.</summary>
    public abstract void AdvanceTo(long cycle);

    /// <summary>A trial begins now.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="rest">Whether what is under way is dropped.</param>
    public abstract void BeginTrial(long trial, bool rest);

    /// <summary>An event has been scheduled, perhaps while a spike is being emitted.</summary>
    public abstract void Scheduled(int hemisphere, in PadiEvent padi);

    /// <summary>Makes the neurons' state that of <see cref="Now"/>, so that it can be seen and changed, even while a spike is being emitted.</summary>
    public abstract void Settle();
}
