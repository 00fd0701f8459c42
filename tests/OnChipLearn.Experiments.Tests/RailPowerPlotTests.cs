using OnChipLearn.Board;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;
using OnChipLearn.Experiments.Plots;

namespace OnChipLearn.Experiments.Tests;

/// <summary>The plot of rail power shows the trace's energy, and says so when there is none.</summary>
public sealed class RailPowerPlotTests
{
    private readonly RailTrace _trace = new();

    public RailPowerPlotTests()
    {
        _trace.Append(10_000, [100e-9, 0, 0, 0, 0, 0]);
        _trace.Append(40_000, [0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void SeriesHoldsThePowerOfEachInterval()
    {
        var standby = EnergyTable.Default.StandbyWatts(Rail.Vdd12Digital);
        var (times, watts) = RailPowerPlot.Series(_trace, EnergyTable.Default, Rail.Vdd12Digital, 0, 40_000);
        Assert.Equal([0.0, 10, 40], times.Select(time => Math.Round(time, 9)));
        Assert.Equal(standby + 0.01, watts[0], 1e-12);
        Assert.Equal(standby, watts[1], 1e-12);
    }

    [Fact]
    public void NothingToShowIsAMessage() =>
        Assert.Contains("no activity between", Assert.Throws<BoardException>(() => RailPowerPlot.Series(_trace, EnergyTable.Default, Rail.Vdd12Pll, 50_000, 60_000)).Message);

    [Fact]
    public void SaveWritesAPng()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        try
        {
            RailPowerPlot.Save(path, _trace, EnergyTable.Default, 0, 40_000, "Rail power");
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
