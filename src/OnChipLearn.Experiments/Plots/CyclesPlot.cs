using OnChipLearn.Experiments.OnChip;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>Cycles per training sample by phase: mean and worst sample of both processors, against the period of the trials.</summary>
public static class CyclesPlot
{
    private const int Width = 900;
    private const int Height = 600;

    private static readonly (string Name, Func<PhaseCycles, long> Value)[] Phases =
    [
        ("acquire", cycles => cycles.Acquire),
        ("decode", cycles => cycles.Decode),
        ("backward", cycles => cycles.Backward),
        ("barrier", cycles => cycles.Barrier),
        ("update / batch", cycles => cycles.Update),
        ("write / batch", cycles => cycles.Write),
        ("wait", cycles => cycles.Wait),
    ];

    /// <summary>Writes a PNG.</summary>
    /// <param name="processors">Top, bottom.</param>
    /// <param name="periodCycles">Distance of trial starts.</param>
    /// <param name="file">Where to.</param>
    public static void Save(IReadOnlyList<PhaseStatistics> processors, int periodCycles, string file)
    {
        var plot = new Plot();
        var palette = new ScottPlot.Palettes.Category10();
        (PhaseCycles Cycles, double Divisor)[] columns =
            [.. processors.Select(one => (one.Sum, (double)one.Samples)), .. processors.Select(one => (one.Worst, 1.0))];
        for (var column = 0; column < columns.Length; column++)
        {
            double below = 0;
            for (var phase = 0; phase < Phases.Length; phase++)
            {
                var height = Phases[phase].Value(columns[column].Cycles) / columns[column].Divisor;
                plot.Add.Bar(new Bar { Position = column, ValueBase = below, Value = below + height, FillColor = palette.GetColor(phase), LineWidth = 0 });
                below += height;
            }
        }

        plot.Legend.ManualItems.AddRange(Phases.Select((phase, at) => new LegendItem { LabelText = phase.Name, FillColor = palette.GetColor(at) }));
        plot.ShowLegend(Edge.Right);
        var period = plot.Add.HorizontalLine(periodCycles, 1, Colors.Gray, LinePattern.Dashed);
        period.LegendText = "trial period";
        plot.Axes.Bottom.SetTicks([0, 1, 2, 3], ["top, mean", "bottom, mean", "top, worst", "bottom, worst"]);
        plot.Axes.SetLimitsY(0, plot.Axes.GetLimits().Top);
        plot.YLabel("cycles per training sample (4 ns)");
        plot.SavePng(file, Width, Height);
    }
}
