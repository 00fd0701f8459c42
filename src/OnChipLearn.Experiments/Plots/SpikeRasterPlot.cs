using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>Spikes of the trained chip for the first test sample of each class, side by side.</summary>
public static class SpikeRasterPlot
{
    private const int Width = 1200;
    private const int Height = 700;
    private const double MicrosecondsPerTick = 0.008;
    private static readonly Color[] Colours = [Colors.Gray, Colors.Navy, Colors.OrangeRed];

    /// <summary>Writes a PNG; plays further trials.</summary>
    public static void Save(FirmwareTrainingRun run, string file)
    {
        var test = run.Setup.Data.Test;
        var labels = Enumerable.Range(0, test.Count).Select(test.Label).Distinct().Order().ToArray();
        uint[] hidden = [.. Enumerable.Range(0, run.Setup.Settings.Hidden).Select(n => SpikeLabels.OfHidden(run.Setup.Rule.VectorByte(n)))];
        Multiplot plots = new();
        plots.AddPlots(labels.Length);
        plots.Layout = new ScottPlot.MultiplotLayouts.Columns();
        for (var k = 0; k < labels.Length; k++)
        {
            var sample = Enumerable.Range(0, test.Count).First(n => test.Label(n) == labels[k]);
            Draw(plots.GetPlot(k), run.Play(test.Times(sample)), hidden, labels[k]);
        }

        plots.SavePng(file, Width, Height);
    }

    private static void Draw(Plot plot, IReadOnlyList<RecordedEvent> events, uint[] hidden, int label)
    {
        var rows = events.Select(played => (Time: played.Ticks * MicrosecondsPerTick, Place: Place(played.Label, hidden))).ToArray();
        foreach (var layer in rows.Select(row => row.Place.Layer).Distinct().Order())
        {
            var points = rows.Where(row => row.Place.Layer == layer).ToArray();
            plot.Add.Markers(points.Select(point => point.Time).ToArray(), points.Select(point => (double)point.Place.Row).ToArray(), MarkerShape.VerticalBar, 7, Colours[layer]);
        }

        plot.Title($"test sample of class {label}");
        plot.XLabel("time after the first input (us)");
        plot.YLabel("inputs, hidden neurons, outputs");
        plot.Axes.SetLimitsY(-1, FirstSpikeFormat.Inputs + hidden.Length + FirstSpikeFormat.Outputs);
    }

    private static (int Layer, int Row) Place(uint label, uint[] hidden)
    {
        if ((label & SpikeLabels.Input) != 0)
        {
            return (0, (int)(label & SpikeLabels.Number));
        }

        if ((label & SpikeLabels.Output) != 0)
        {
            return (2, FirstSpikeFormat.Inputs + hidden.Length + (int)(label & SpikeLabels.Number));
        }

        return (1, FirstSpikeFormat.Inputs + Array.IndexOf(hidden, label & 0x3FFF));
    }
}
