using OnChipLearn.Device;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>Reads one trial after the other over the configured observation path into <see cref="SpikeTrains"/>, events in order of time.</summary>
public static class ReplayAcquisition
{
    /// <summary>Number of the trial that is read next, from 0.</summary>
    public static uint Next;

    private static int lost;

    /// <summary>
    /// Waits for the next trial's record and reads it. <paramref name="queue"/>: the processor's own event queue; <paramref name="training"/>: the time
    /// up to the complete record counts as phase <see cref="PhaseTimes.Wait"/>, unless the queue is read meanwhile.
    /// </summary>
    public static void Read(uint queue, bool training)
    {
        SpikeTrains.Clear();
        bool fromQueue = Configuration.Words[Configuration.SpikePath] == Configuration.PathFifo;
        if (fromQueue)
        {
            ReadQueue(queue);
        }

        DramAcquisition.Await(Next);
        if (training && !fromQueue)
        {
            PhaseTimes.End(PhaseTimes.Wait);
        }

        if (fromQueue)
        {
            TrialRecord.Label = (int)Bus.ReadWord(TrialRecordMap.ScalarAddress(Next, TrialRecordMap.LabelWord));
        }
        else
        {
            ReadRecord();
        }

        Next++;
        Processor.Synchronize();
    }

    private static void ReadRecord()
    {
        DramAcquisition.Load(Next, 0);
        uint[] words = DramAcquisition.Words;
        TrialRecord.Label = (int)words[TrialRecordMap.LabelWord];
        TrialRecord.Dropped += (int)words[TrialRecordMap.LostWord];
        int at = TrialRecordMap.HeaderWords + (int)words[TrialRecordMap.InputsWord];
        int left = (int)words[TrialRecordMap.EventsWord];
        TrialRecord.Events = left;
        int block = 0;
        while (left > 0 && SpikeTrains.Enter(words[at]))
        {
            left--;
            at++;
            if (at == DramAcquisition.LoadedWords)
            {
                at = 0;
                block += DramAcquisition.Blocks;
                DramAcquisition.Load(Next, block);
            }
        }
    }

    private static void ReadQueue(uint queue)
    {
        int count = 0;
        bool matters = true;
        uint record = Omnibus.Read(queue);
        while (record != EventFifoMap.EndOfTrial)
        {
            if (record != EventFifoMap.Empty)
            {
                count++;
                matters = matters && SpikeTrains.Enter(record);
            }

            record = Omnibus.Read(queue);
        }

        TrialRecord.Events = count;
        int total = (int)Omnibus.Read(queue + EventFifoMap.LostWord);
        TrialRecord.Dropped += total - lost;
        lost = total;
    }
}
