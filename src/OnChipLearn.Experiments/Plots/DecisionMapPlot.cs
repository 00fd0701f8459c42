using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Training;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>The class that a trained network gives to each point of the plane; silence is a class of its own.</summary>
public static class DecisionMapPlot
{
    private const int Points = 150;
    private const int Size = 600;

    /// <summary>The class of each point [row from the top, column]; plays further samples.</summary>
    public static double[,] Classes(ITrainingRun run)
    {
        var classes = new double[Points, Points];
        Span<double> times = stackalloc double[YinYang.Channels];
        for (var row = 0; row < Points; row++)
        {
            for (var column = 0; column < Points; column++)
            {
                // Row 0 of a heat map is at the top.
                YinYang.Encode((column + 0.5) / Points, 1 - ((row + 0.5) / Points), run.Encoding, times);
                classes[row, column] = run.Classify(times);
            }
        }

        return classes;
    }

    /// <summary>Writes a PNG.</summary>
    public static void Save(double[,] classes, string file)
    {
        var plot = new Plot();
        var map = plot.Add.Heatmap(classes);
        map.Extent = new CoordinateRect(0, 1, 0, 1);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = new ScottPlot.Range(-1, YinYang.Classes - 1);
        plot.XLabel("x");
        plot.YLabel("y");
        plot.Title("class: -1 silent, 0 yin, 1 yang, 2 dot");
        plot.Add.ColorBar(map);
        plot.SavePng(file, Size, Size);
    }
}
