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
        output.Text.Write(Curve(result));
        output.Text.Write(Seeds(result));
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"test accuracy {100 * summary.TestAccuracy:F2} +- {100 * summary.TestAccuracyDeviation:F2} % (mean of the last {TrainingResult.AveragedEpochs} epochs, {result.Seeds.Count} seed(s)), validation {100 * summary.ValidationAccuracy:F2} %");
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{summary.SpikesPerSample:F1} spikes per sample, {summary.WallSeconds:F1} s");
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
