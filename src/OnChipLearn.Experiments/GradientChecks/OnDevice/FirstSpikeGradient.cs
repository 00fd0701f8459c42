using OnChipLearn.Device.Host;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Rule FirstSpike.</summary>
public sealed class FirstSpikeGradient : IFirmwareGradient
{
    public string Name => "FirstSpike";

    public GradientState Train(GradientTrainingRequest request, YinYang data, Action<int, double> progress)
    {
        FirmwareSetup setup = new(
            new TrainingRequest { Engine = "firmware-host", Chip = request.Chip, Hidden = request.Hidden, Epochs = request.LargestEpoch }, request.Seed, data);
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
                reached = State(request, published, accuracy, run);
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

    public IFirmwareGradientRun Start(GradientState state, YinYang data) => new FirstSpikeGradientRun(state, data);

    private static GradientState State(GradientTrainingRequest request, int epoch, double accuracy, FirmwareHostRun run) => new()
    {
        Rule = "FirstSpike",
        Chip = request.Chip,
        Seed = request.Seed,
        Hidden = request.Hidden,
        Epoch = epoch,
        ValidationAccuracy = accuracy,
        HiddenWeights = FirstSpikeLanes.Read(run.HiddenWeights),
        OutputWeights = FirstSpikeLanes.Read(run.OutputWeights),
    };

    /// <summary>Ends the training; never leaves this class.</summary>
    private sealed class StateReachedException : Exception;
}
