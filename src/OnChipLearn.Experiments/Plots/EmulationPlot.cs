using OnChipLearn.Experiments.Emulation;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>Spike raster above the membrane traces of one emulation.</summary>
public static class EmulationPlot
{
    private const int Width = 1200;
    private const int Height = 900;

    /// <summary>Draws into a PNG file.</summary>
    public static void Save(string path, EmulationResult result, Stimulus stimulus, string title)
    {
        Multiplot plots = new();
        plots.AddPlots(stimulus.Traces.Length > 0 ? 2 : 1);
        Raster(plots.GetPlot(0), result, stimulus, title);
        if (stimulus.Traces.Length > 0)
        {
            Membranes(plots.GetPlot(1), result, stimulus);
        }

        plots.SavePng(path, Width, Height);
    }

    private static void Raster(Plot plot, EmulationResult result, Stimulus stimulus, string title)
    {
        int inputs = stimulus.HiddenWeights.Length;
        int hidden = stimulus.OutputWeights.Length;
        Add("input", stimulus.Events.Select(e => (e.TimeUs, (double)e.Input)));
        Add("hidden", result.Spikes.Where(s => s.Layer == "hidden").Select(s => (s.TimeUs, (double)(inputs + s.Neuron))));
        Add("output", result.Spikes.Where(s => s.Layer == "output").Select(s => (s.TimeUs, (double)(inputs + hidden + s.Neuron))));
        plot.Title(title);
        plot.YLabel("channel or neuron");
        plot.Axes.SetLimitsX(0, stimulus.DurationUs);
        plot.ShowLegend(Alignment.UpperRight);

        void Add(string name, IEnumerable<(double Time, double Row)> points)
        {
            (double Time, double Row)[] all = [.. points];
            var markers = plot.Add.Markers(all.Select(p => p.Time).ToArray(), all.Select(p => p.Row).ToArray(), MarkerShape.VerticalBar, 8);
            markers.LegendText = $"{name} ({all.Length})";
        }
    }

    private static void Membranes(Plot plot, EmulationResult result, Stimulus stimulus)
    {
        for (int k = 0; k < stimulus.Traces.Length; k++)
        {
            var line = plot.Add.SignalXY(result.TraceTimesUs, result.TracesVolt[k]);
            line.LegendText = $"{stimulus.Traces[k].Layer} {stimulus.Traces[k].Neuron}";
        }

        plot.Add.HorizontalLine(stimulus.Neuron.ThresholdVolt, 1, Colors.Gray, LinePattern.Dashed).LegendText = "nominal threshold";
        plot.XLabel("chip time / us");
        plot.YLabel("membrane / V");
        plot.Axes.SetLimitsX(0, stimulus.DurationUs);
        plot.ShowLegend(Alignment.UpperRight);
    }
}
