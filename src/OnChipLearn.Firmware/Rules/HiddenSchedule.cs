using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules;

/// <summary>The whole training as the top processor sees it, the same for every rule: epochs of training samples, then of those that are only counted.</summary>
public static class HiddenSchedule<TProgram>
    where TProgram : struct, IHiddenProgram
{
    /// <summary>Runs the whole training.</summary>
    public static void Run()
    {
        uint[] configuration = Configuration.Words;
        int training = (int)configuration[Configuration.TrainingSamples];
        int evaluation = (int)(configuration[Configuration.ValidationSamples] + configuration[Configuration.TestSamples]);
        if (EpochProgress.Count == 0)
        {
            TProgram.Begin(configuration, training);
        }

        while (EpochProgress.IsLeft(configuration[Configuration.Epochs]))
        {
            SampleOrder.Shuffle();
            TProgram.TrainEpoch(training, (int)configuration[Configuration.Batch]);
            for (int sample = 0; sample < evaluation; sample++)
            {
                TProgram.Play(training + sample);
            }

            TProgram.LowerRates(configuration);
            EpochProgress.Advance();
        }
    }
}
