using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules;

/// <summary>
/// The whole training as the bottom processor sees it, the same for every rule: it follows the trials that the top processor requests and knows its
/// schedule. Labels of validation and test samples reach only <see cref="Count"/>.
/// </summary>
public static class OutputSchedule<TProgram>
    where TProgram : struct, IOutputProgram
{
    /// <summary>Runs the whole training.</summary>
    public static void Run()
    {
        uint[] configuration = Configuration.Words;
        if (EpochProgress.Count == 0)
        {
            TProgram.Begin(configuration);
        }

        while (EpochProgress.IsLeft(configuration[Configuration.Epochs]))
        {
            TrainEpoch((int)configuration[Configuration.TrainingSamples], (int)configuration[Configuration.Batch]);
            Count((int)configuration[Configuration.ValidationSamples], EpochReport.ValidationCorrect);
            Count((int)configuration[Configuration.TestSamples], EpochReport.TestCorrect);
            EpochReport.Raise(EpochReport.Dropped, (uint)TrialRecord.Dropped);
            TProgram.LowerRates(configuration);
            EpochProgress.Advance();
            EpochReport.Publish((int)EpochProgress.Count);
        }
    }

    private static void TrainEpoch(int samples, int batch)
    {
        int inBatch = 0;
        PhaseTimes.Begin();
        for (int sample = 0; sample < samples; sample++)
        {
            TProgram.Read(training: true);
            PhaseTimes.End(PhaseTimes.Acquire);
            TProgram.Learn();
            inBatch++;
            if (inBatch == batch || sample == samples - 1)
            {
                inBatch = 0;
                TProgram.Update();
            }
        }
    }

    private static void Count(int samples, int counter)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            TProgram.Read(training: false);
            if (OutputLayer.Answer() == TrialRecord.Label)
            {
                EpochReport.Add(counter, 1);
            }
        }
    }
}
