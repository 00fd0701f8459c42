using System.Globalization;
using OnChipLearn.Experiments.Plots;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>The readable output of <c>train</c>.</summary>
internal static class TrainingTables
{
    public static void Show(CommandOutput output, TrainingResult result, TrainingSummary summary, string folder)
    {
        foreach (var seed in result.Seeds)
        {
            output.Text.Write(Epochs(seed));
        }

        output.Text.Write(Curve(result));
        output.Text.Write(Seeds(result));
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"test accuracy {100 * summary.TestAccuracy:F2} +- {100 * summary.TestAccuracyDeviation:F2} % (mean of the last {TrainingResult.AveragedEpochs} epochs, {result.Seeds.Count} seed(s)), worst {100 * summary.TestAccuracyWorst:F2} %, validation {100 * summary.ValidationAccuracy:F2} %");
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{summary.SpikesPerSample:F1} spikes per sample; the run took {summary.WallSeconds:F1} s");
        foreach (var seed in result.Seeds)
        {
            if (seed.Costs.OnChip is not null)
            {
                VerdictTables.Show(output.Text, seed);
                EnergyTables.Show(output.Text, seed);
            }
        }

        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"run folder {folder}");
    }

    /// <summary>At most about twenty rows, the last epoch among them.</summary>
    private static Table Epochs(SeedResult seed)
    {
        const int Rows = 20;
        var table = new Table().Title($"seed {seed.Seed}").AddColumns(
            "epoch", "loss", "train (%)", "validation (%)", "test (%)", "spikes per sample", "cycles per sample", "chip time (s)");
        var every = (seed.Epochs.Count + Rows - 1) / Rows;
        for (var i = 0; i < seed.Epochs.Count; i++)
        {
            var (epoch, costs) = (seed.Epochs[i], seed.EpochCosts[i]);
            if ((i + 1) % every == 0 || i == 0 || i == seed.Epochs.Count - 1)
            {
                table.AddRow(
                    $"{epoch.Epoch}", epoch.TrainLoss.ToString("F4", CultureInfo.InvariantCulture), Percent(100 * epoch.TrainAccuracy),
                    Percent(100 * epoch.ValidationAccuracy), Percent(100 * epoch.TestAccuracy), Percent(epoch.SpikesPerSample),
                    costs?.LearningCyclesPerSample?.ToString("N0", CultureInfo.InvariantCulture) ?? "", costs is null ? "" : Percent(costs.ChipSeconds));
            }
        }

        return table;
    }

    /// <summary>Epochs of the authors' curve, then every fiftieth.</summary>
    private static Table Curve(TrainingResult result)
    {
        var table = new Table().Title("test accuracy (%), mean over seeds").AddColumns("epoch", "here", "EventProp authors (5-200-3)");
        var published = PublishedCurve.Points.ToDictionary(point => point.Epoch, point => point.Percent);
        var curve = result.Curve;
        var first = result.Seeds[0].Epochs[0].Epoch;
        for (var i = 0; i < curve.Count; i++)
        {
            var epoch = first + i;
            var known = published.TryGetValue(epoch, out var percent);
            if (known || epoch % 50 == 0 || i == curve.Count - 1)
            {
                table.AddRow($"{epoch}", Percent(100 * curve[i]), known ? Percent(percent) : "");
            }
        }

        return table;
    }

    private static Table Seeds(TrainingResult result)
    {
        var table = new Table().Title("seeds").AddColumns("seed", "test (%)", "validation (%)", "best epoch, test (%)", "spikes per sample");
        foreach (var seed in result.Seeds)
        {
            table.AddRow(
                $"{seed.Seed}", Percent(100 * seed.TestAccuracy), Percent(100 * seed.ValidationAccuracy), Percent(100 * seed.BestTestAccuracy),
                Percent(seed.SpikesPerSample));
        }

        return table;
    }

    private static string Percent(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
