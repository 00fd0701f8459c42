using OnChipLearn.Device;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Trials;

/// <summary>
/// Path <c>event-fifo</c>: one record per Omnibus read until the end of the trial. Records come in order of time, so only a neuron's first is
/// entered. The label still comes from the player's record in FPGA memory.
/// </summary>
public static class FifoAcquisition
{
    /// <summary>Reads one trial from a queue, waiting for its end.</summary>
    public static void Read(uint queue, uint trial)
    {
        TrialRecord.Clear();
        int count = 0;
        uint record = Omnibus.Read(queue);
        while (record != EventFifoMap.EndOfTrial)
        {
            if (record != EventFifoMap.Empty)
            {
                count++;
                if (TrialRecord.IsFirst(record))
                {
                    TrialRecord.Enter(record);
                }
            }

            record = Omnibus.Read(queue);
        }

        TrialRecord.Events = count;
        TrialRecord.Dropped = (int)Omnibus.Read(queue + EventFifoMap.LostWord);
        DramAcquisition.Await(trial);
        TrialRecord.Label = (int)Bus.ReadWord(TrialRecordMap.ScalarAddress(trial, TrialRecordMap.LabelWord));
        Processor.Synchronize();
        TrialRecord.Normalise();
        Processor.Synchronize();
    }
}
