using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Path <c>event-fifo</c>: takes one record per Omnibus read until the end of the trial. Events come in order of time, so only a first one is entered.</summary>
public static class FifoAcquisition
{
    /// <summary>Reads one trial; <paramref name="hemisphere"/> is 0 on the top and 1 on the bottom processor.</summary>
    public static void Read(uint hemisphere)
    {
        TrialRecord.Clear();
        uint queue = EventFifoMap.Top + (hemisphere * OmnibusMap.Hemisphere);
        int count = 0;
        uint record = Omnibus.Read(queue);
        while (record != EventFifoMap.EndOfTrial)
        {
            if (record != EventFifoMap.Empty)
            {
                count++;
                uint label = record >> 16;
                bool hidden = (label & (SpikeLabels.Input | SpikeLabels.Output)) == 0;
                if (!hidden || TrialRecord.Hidden[SpikeLabels.HiddenElement(label)] == FirstSpikeFormat.NoSpike)
                {
                    TrialRecord.Enter(record);
                }
            }

            record = Omnibus.Read(queue);
        }

        TrialRecord.Events = count;
        TrialRecord.Dropped += (int)Omnibus.Read(queue + EventFifoMap.DroppedWord);
        Processor.Synchronize();
    }
}
