using OnChipLearn.Chip;
using OnChipLearn.Experiments.Energy;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>A training that the firmware runs by itself; the host waits and reads counters.</summary>
public interface IFirmwareRun
{
    HicannX Chip { get; }

    /// <summary>Waits until the firmware has published an epoch (from 1); its counters are those of <see cref="Firmware.Reports.EpochReport"/>.</summary>
    uint[] WaitForEpoch(int epoch);

    /// <summary>Waits until the firmware has ended.</summary>
    void Finish();

    /// <summary>Activity for the energy model; null where it is not counted.</summary>
    TrainingActivity? Activity { get; }

    /// <summary>Cycles per phase and processor; null where instructions take no time.</summary>
    IReadOnlyList<PhaseCycles>? Phases { get; }
}

/// <summary>Cycles of one processor in the training phases of a run, by phase.</summary>
/// <param name="Wait">From the end of learning to the completed record.</param>
/// <param name="Acquire">Reading and decoding the record.</param>
/// <param name="Backward">Currents, adjoints, gradients.</param>
/// <param name="Barrier">Waiting for the other processor.</param>
/// <param name="Update">Optimizer.</param>
/// <param name="Write">Writing synapses.</param>
public sealed record PhaseCycles(long Wait, long Acquire, long Backward, long Barrier, long Update, long Write)
{
    /// <summary>From record complete to ready again.</summary>
    public long Learning => Acquire + Backward + Barrier + Update + Write;

    public long Total => Wait + Learning;
}
