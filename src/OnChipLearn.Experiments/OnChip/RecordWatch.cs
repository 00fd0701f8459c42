using OnChipLearn.Chip;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>Tells the phase logs of both processors when the recorder completes a record, by its last write.</summary>
internal sealed class RecordWatch(HicannX chip, IReadOnlyList<PhaseLog> logs) : IWriteObserver
{
    public void OnWrite(Initiator initiator, MemoryRegion region, uint address, long cycle)
    {
        if (initiator != Initiator.Recorder
            || (address != TrialRecordMap.ScalarAddress(0, TrialRecordMap.SequenceWord) && address != TrialRecordMap.ScalarAddress(1, TrialRecordMap.SequenceWord)))
        {
            return;
        }

        for (var processor = 0; processor < logs.Count; processor++)
        {
            logs[processor].Complete(cycle - chip.DataPort(processor).Epoch);
        }
    }
}
