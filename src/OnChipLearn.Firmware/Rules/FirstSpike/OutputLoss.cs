using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Squared error of the outputs' first spike times against two targets, one for the label and one for the others, and its counts. One-sided, a label's
/// output that is early and another one that is late have none: gradients come from samples that are not yet told apart with the margin of the targets.
/// </summary>
public static class OutputLoss
{
    /// <summary>Time error of an output in ticks; adds to the loss. A silent output counts as one that spikes at the end of the trial.</summary>
    public static int Error(int output, bool isLabel)
    {
        int error = TrialRecord.Outputs[output] - (int)Configuration.Words[isLabel ? Configuration.TargetCorrect : Configuration.TargetWrong];
        if (Configuration.Words[Configuration.Loss] == Configuration.LossOneSided && (isLabel ? error < 0 : error > 0))
        {
            return 0;
        }

        EpochReport.Add(EpochReport.Loss, (uint)(error * error) >> 8);
        return error;
    }

    /// <summary>Whether nothing can be learnt from an output: it is silent and shall spike late.</summary>
    public static bool IsIdle(int output, bool isLabel) => TrialRecord.Outputs[output] == FirstSpikeFormat.NoSpike && !isLabel;

    /// <summary>Adjoint of a time error in ticks at a slope in eighths of an LSB; counts saturation.</summary>
    public static short Adjoint(int error, int slope)
    {
        short adjoint = OutputLayer.Adjoint(error, slope);
        if (adjoint is short.MaxValue or short.MinValue)
        {
            EpochReport.Add(EpochReport.Saturated, 1);
        }

        return adjoint;
    }

    /// <summary>Counts a training sample by its answer.</summary>
    public static void CountAnswer()
    {
        int answer = OutputLayer.Answer();
        if (answer == TrialRecord.Label)
        {
            EpochReport.Add(EpochReport.TrainingCorrect, 1);
        }
        else if (answer == OutputLayer.NoAnswer)
        {
            EpochReport.Add(EpochReport.Silent, 1);
        }
    }
}
