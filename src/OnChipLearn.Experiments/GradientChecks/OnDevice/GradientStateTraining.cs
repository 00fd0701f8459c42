using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Reports;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Trains a rule on the host up to the first epoch with the wanted validation accuracy.</summary>
internal static class GradientStateTraining
{
    /// <summary>Trains; <paramref name="weights"/> reads the shadow weights of both layers.</summary>
    /// <exception cref="ExperimentInputException">No epoch up to the last allowed one reaches the accuracy.</exception>
    public static GradientState Run(
        string rule, GradientTrainingRequest request, YinYang data, Action<int, double> progress,
        Func<FirmwareHostRun, (VectorH[] Hidden, VectorH[] Output)> weights)
    {
        FirmwareSetup setup = new(
            new TrainingRequest { Engine = "firmware-host", Rule = rule, Chip = request.Chip, Hidden = request.Hidden, Epochs = request.LargestEpoch },
            request.Seed, data);
        FirmwareHostRun run = new(setup.Chip, setup.Words, setup.Rule);
        GradientState? reached = null;
        int published = 0;
        double best = 0;

        // Called while no processor runs: the weights are those of the end of the epoch.
        run.Scheduler.AtRest = () =>
        {
            uint[] entry = run.Epoch(published + 1);
            if (reached is not null || entry[EpochReport.Epoch] != published + 1)
            {
                return;
            }

            published++;
            double accuracy = entry[EpochReport.ValidationCorrect] / (double)data.Validation.Count;
            best = Math.Max(best, accuracy);
            progress(published, accuracy);
            if (accuracy >= request.ValidationAccuracy)
            {
                (VectorH[] hidden, VectorH[] output) = weights(run);
                reached = new GradientState
                {
                    Rule = rule,
                    Chip = request.Chip,
                    Seed = request.Seed,
                    Hidden = request.Hidden,
                    Epoch = published,
                    ValidationAccuracy = accuracy,
                    HiddenWeights = FirmwareLanes.Read(hidden),
                    OutputWeights = FirmwareLanes.Read(output),
                };
                throw new StateReachedException();
            }
        };

        try
        {
            run.Run();
        }
        catch (FirmwareException exception) when (exception.InnerException is StateReachedException)
        {
        }

        return reached
            ?? throw new ExperimentInputException("gradcheck", "validation accuracy", best, $"at least {request.ValidationAccuracy} within {request.LargestEpoch} epochs");
    }

    /// <summary>Ends the training; never leaves this class.</summary>
    private sealed class StateReachedException : Exception;
}
