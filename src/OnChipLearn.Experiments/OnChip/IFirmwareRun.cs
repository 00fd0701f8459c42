using OnChipLearn.Chip;
using OnChipLearn.Experiments.Checkpoints;
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

    /// <summary>Cycles per phase, top and bottom; null where instructions take no time.</summary>
    IReadOnlyList<PhaseStatistics>? Phases { get; }

    /// <summary>Mean cycles of learning per sample of an epoch (from 1) on the busier processor; null where instructions take no time.</summary>
    double? LearningCycles(int epoch);

    /// <summary>Saves everything that the run goes on with: processors, chip, FPGA. After <see cref="WaitForEpoch"/> or <see cref="Finish"/>.</summary>
    void Save(StateWriter state);

    /// <summary>Takes over the state of a run that was set up the same way; before anything has run.</summary>
    void Restore(StateReader state);
}
