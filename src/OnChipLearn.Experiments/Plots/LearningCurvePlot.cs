using OnChipLearn.Experiments.Training;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>Test accuracy over epochs: every seed, their mean, and the authors' curve.</summary>
public static class LearningCurvePlot
{
    private const int Width = 900;
    private const int Height = 600;

    /// <summary>Writes a PNG.</summary>
    public static void Save(TrainingResult result, string file)
    {
        var plot = new Plot();
        foreach (var seed in result.Seeds)
        {
            var line = plot.Add.Scatter(Epochs(seed), Percent(seed.Epochs.Select(epoch => epoch.TestAccuracy)), Colors.LightBlue);
            line.MarkerSize = 0;
        }

        var mean = plot.Add.Scatter(Epochs(result.Seeds[0])[..result.Curve.Count], Percent(result.Curve), Colors.Navy);
        mean.MarkerSize = 0;
        mean.LineWidth = 2;
        mean.LegendText = $"{result.Request.Engine}, 5-{result.Request.Hidden}-3, mean of {result.Seeds.Count}";
        var published = plot.Add.Scatter(
            PublishedCurve.Points.Select(point => (double)point.Epoch).ToArray(), PublishedCurve.Points.Select(point => point.Percent).ToArray(),
            Colors.OrangeRed);
        published.LineWidth = 0;
        published.MarkerSize = 8;
        published.LegendText = "EventProp authors, 5-200-3, 10 seeds";
        plot.XLabel("epoch");
        plot.YLabel("test accuracy (%)");
        plot.Axes.SetLimits(0, result.Request.Epochs, Bottom, 100);
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(file, Width, Height);
    }

    /// <summary>Below this accuracy (percent) nothing of interest happens.</summary>
    private const double Bottom = 80;

    private static double[] Epochs(SeedResult seed) => [.. seed.Epochs.Select(epoch => (double)epoch.Epoch)];

    private static double[] Percent(IEnumerable<double> fractions) => [.. fractions.Select(fraction => 100 * fraction)];
}
