using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>How far gradients are from their reference: samples per decade part of 1 - cosine, both layers.</summary>
public static class CosineHistogramPlot
{
    private const int Width = 900;
    private const int Height = 600;
    private const double Smallest = -9;
    private const double Largest = 0.5;
    private const double BinWidth = 0.25;

    /// <summary>Writes a PNG.</summary>
    public static void Save(IReadOnlyList<double> hidden, IReadOnlyList<double> output, string title, string file)
    {
        var plot = new Plot();
        Add(plot, output, Colors.OrangeRed, "output weights");
        Add(plot, hidden, Colors.Navy, "hidden weights");
        var bar = plot.Add.VerticalLine(-2, 1, Colors.Black);
        bar.LegendText = "cosine 0.99";
        plot.Title(title);
        plot.XLabel("log10(1 - cosine)");
        plot.YLabel("samples");
        plot.Axes.SetLimitsX(Smallest, Largest);
        plot.Axes.Margins(bottom: 0);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(file, Width, Height);
    }

    private static void Add(Plot plot, IReadOnlyList<double> cosines, Color color, string name)
    {
        var counts = new int[(int)((Largest - Smallest) / BinWidth)];
        foreach (var cosine in cosines)
        {
            var exponent = Math.Log10(Math.Max(1 - cosine, 1e-16));
            counts[Math.Clamp((int)((exponent - Smallest) / BinWidth), 0, counts.Length - 1)]++;
        }

        var bars = plot.Add.Bars(
            [.. counts.Select((_, bin) => Smallest + (bin + 0.5) * BinWidth)], [.. counts.Select(count => (double)count)]);
        foreach (var bar in bars.Bars)
        {
            bar.Size = BinWidth;
            bar.FillColor = color.WithAlpha(0.6);
        }

        bars.LegendText = name;
    }
}
