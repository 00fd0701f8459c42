using OnChipLearn.Compiler;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>Where code and data lie in the SRAM of both processors.</summary>
public static class MemoryMapPlot
{
    private const int Width = 1000;
    private const int Height = 700;
    private const double Half = 0.35;

    // Symbols below this size get no name: it would not fit.
    private const int NamedBytes = 350;

    /// <summary>Writes a PNG.</summary>
    /// <param name="maps">Top, bottom.</param>
    /// <param name="file">Where to.</param>
    public static void Save(IReadOnlyList<MemoryMap> maps, string file)
    {
        var plot = new Plot();
        var palette = new ScottPlot.Palettes.Category10();
        for (var processor = 0; processor < maps.Count; processor++)
        {
            foreach (var entry in maps[processor].Entries)
            {
                var box = plot.Add.Rectangle(processor - Half, processor + Half, entry.Address, entry.Address + entry.Bytes);
                box.FillColor = palette.GetColor((int)entry.Kind).WithAlpha(0.7);
                box.LineColor = Colors.White;
                box.LineWidth = 0.5f;
                if (entry.Bytes >= NamedBytes)
                {
                    var name = string.Join('.', entry.Name.Split('.').TakeLast(2));
                    var text = plot.Add.Text($"{name} ({entry.Bytes})", processor, entry.Address + (entry.Bytes / 2.0));
                    text.LabelAlignment = Alignment.MiddleCenter;
                    text.LabelFontSize = 11;
                }
            }
        }

        plot.Legend.ManualItems.AddRange(Enum.GetValues<MemoryKind>().Select(kind => new LegendItem
        {
            LabelText = $"{kind}: {maps[0].Bytes(kind)} / {maps[1].Bytes(kind)}",
            FillColor = palette.GetColor((int)kind).WithAlpha(0.7),
        }));
        plot.ShowLegend(Edge.Right);
        plot.Axes.Bottom.SetTicks([0, 1], ["top", "bottom"]);
        plot.Axes.SetLimits(-0.5, maps.Count - 0.5, maps[0].MemoryBytes, 0);
        plot.YLabel("byte address in SRAM");
        plot.Title("memory map (bytes top / bottom)");
        plot.SavePng(file, Width, Height);
    }
}
