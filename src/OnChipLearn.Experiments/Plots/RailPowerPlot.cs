using OnChipLearn.Board;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;
using ScottPlot;

namespace OnChipLearn.Experiments.Plots;

/// <summary>Power of each rail over chip time: one step line per rail, in the legend the mean and the standard uncertainty of its standby part.</summary>
public static class RailPowerPlot
{
    private const int Width = 1200;
    private const int Height = 700;
    private const double Milli = 1e-3;
    private const double Micro = 1e-6;
    private const double Nano = 1e-9;

    /// <summary>Power per interval of the trace on one rail.</summary>
    /// <param name="trace">Energy of activity.</param>
    /// <param name="table">Adds the standby power.</param>
    /// <param name="rail">The rail.</param>
    /// <param name="fromNanoseconds">Start; intervals that end later are shown.</param>
    /// <param name="toNanoseconds">End; intervals that begin earlier are shown.</param>
    /// <returns>Interval starts in us (and the end of the last), and power in W that holds from there on; equal lengths.</returns>
    public static (double[] Microseconds, double[] Watts) Series(RailTrace trace, EnergyTable table, Rail rail, long fromNanoseconds, long toNanoseconds)
    {
        var times = new List<double>();
        var watts = new List<double>();
        long start = 0;
        for (var i = 0; i < trace.Count && start < toNanoseconds; i++)
        {
            var end = trace.IntervalEnd(i);
            if (end > fromNanoseconds)
            {
                times.Add(start * Nano / Micro);
                watts.Add((trace.Joules(rail, start, end) / ((end - start) * Nano)) + table.StandbyWatts(rail));
            }

            start = end;
        }

        if (times.Count == 0)
        {
            throw new BoardException($"rail power plot: no activity between {fromNanoseconds} ns and {toNanoseconds} ns, expected at least one interval");
        }

        times.Add(start * Nano / Micro);
        watts.Add(watts[^1]);
        return ([.. times], [.. watts]);
    }

    /// <summary>Draws all rails into a PNG file.</summary>
    public static void Save(string path, RailTrace trace, EnergyTable table, long fromNanoseconds, long toNanoseconds, string title)
    {
        var plot = new Plot();
        foreach (var rail in RailSpecification.All)
        {
            var (times, watts) = Series(trace, table, rail.Rail, fromNanoseconds, toNanoseconds);
            var line = plot.Add.Scatter(times, watts.Select(power => power / Milli).ToArray());
            line.ConnectStyle = ConnectStyle.StepHorizontal;
            line.MarkerSize = 0;
            line.LineWidth = 2;
            var mean = table.StandbyWatts(rail.Rail) + (trace.Joules(rail.Rail, fromNanoseconds, toNanoseconds) / ((toNanoseconds - fromNanoseconds) * Nano));
            line.LegendText = FormattableString.Invariant($"{rail.Name}  {mean / Milli:0.0} mW (standby ± {table.StandbyWattsSigma(rail.Rail) / Milli:0.0})");
        }

        plot.Title(title);
        plot.XLabel("chip time / us");
        plot.YLabel("power / mW");
        plot.ShowLegend(Edge.Right);
        plot.SavePng(path, Width, Height);
    }
}
