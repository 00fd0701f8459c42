using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Reads one trial after the other over the configured observation path.</summary>
public static class TrialAcquisition
{
    /// <summary>Number of the trial that is read next, from 0.</summary>
    public static uint Next;

    /// <summary>Whether the last trial may have been over before this processor began to wait for it.</summary>
    public static bool CameLate;

    /// <summary>
    /// Waits for the next trial's record and reads it. <paramref name="queue"/>: the processor's own event queue; <paramref name="training"/>: the time up
    /// to the complete record counts as phase <see cref="PhaseTimes.Wait"/>.
    /// </summary>
    public static void Read(uint queue, bool training)
    {
        if (Configuration.Words[Configuration.SpikePath] == Configuration.PathDram)
        {
            CameLate = DramAcquisition.Await(Next);
            if (training)
            {
                PhaseTimes.End(PhaseTimes.Wait);
            }

            DramAcquisition.Read(Next);
        }
        else
        {
            CameLate = true;
            FifoAcquisition.Read(queue, Next);
        }

        Next++;
    }
}
