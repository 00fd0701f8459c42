using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Monitoring;
using OnChipLearn.Board.Rails;
using OnChipLearn.Board.Workloads;

namespace OnChipLearn.Board.Tests.Workloads;

/// <summary>Monitors read over I2C while a training run goes on integrate to the energy that the counters say (estimated activity).</summary>
public sealed class MonitoredTrainingTests
{
    private const int SamplesPerSecond = 25_000;
    private static readonly double Seconds = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 10 : 1;

    [Theory]
    [InlineData(Ina219AdcResolutionOrSamples.Adc12Bit, 0)]
    [InlineData(Ina219AdcResolutionOrSamples.Adc8Sample, 5_000_000)]
    [InlineData(Ina219AdcResolutionOrSamples.Adc128Sample, 100_000_000)]
    public void IntegratedReadingsEqualTheCounters(Ina219AdcResolutionOrSamples averaging, long pauseNanoseconds)
    {
        var (integral, meter, board) = Run(averaging, pauseNanoseconds, new YinYangEstimate());
        foreach (var rail in RailSpecification.All)
        {
            var truth = Truth(meter, rail.Rail, board.Clock.Nanoseconds);
            Assert.Equal(truth, integral.Joules(rail.Rail), (0.01 * truth) + integral.QuantizationJoules(rail.Rail));
        }

        var total = RailSpecification.All.Sum(rail => Truth(meter, rail.Rail, board.Clock.Nanoseconds));
        Assert.Equal(total, integral.TotalJoules, (0.01 * total) + integral.TotalQuantizationJoules);
        Assert.True(board.Supply.IsUp);
    }

    /// <summary>The bound can be missed: activity that the counters leave out shows in the readings.</summary>
    [Fact]
    public void MissingCountersWouldShow()
    {
        var (integral, meter, board) = Run(Ina219AdcResolutionOrSamples.Adc8Sample, 5_000_000, new YinYangEstimate());
        var standby = EnergyTable.Default.StandbyWatts(Rail.Vdd12Digital) * board.Clock.Nanoseconds * 1e-9;
        Assert.True(integral.Joules(Rail.Vdd12Digital) - standby > (0.01 * standby) + integral.QuantizationJoules(Rail.Vdd12Digital));
        Assert.True(meter.Samples(EnergyPhase.Learning) > 0.95 * Seconds * SamplesPerSecond);
    }

    [Fact]
    public void TheSameSeedGivesTheSameReadingsToTheLastBit()
    {
        var first = Run(Ina219AdcResolutionOrSamples.Adc8Sample, 5_000_000, new YinYangEstimate());
        var second = Run(Ina219AdcResolutionOrSamples.Adc8Sample, 5_000_000, new YinYangEstimate());
        Assert.Equal(first.Integral.TotalJoules, second.Integral.TotalJoules);
    }

    private static double Truth(EnergyMeter meter, Rail rail, long until) =>
        meter.Trace.Joules(rail, 0, until) + (meter.Table.StandbyWatts(rail) * until * 1e-9);

    private static (EnergyIntegral Integral, EnergyMeter Meter, EmulatedBoard Board) Run(
        Ina219AdcResolutionOrSamples averaging, long pauseNanoseconds, YinYangEstimate estimate)
    {
        var meter = new EnergyMeter(EnergyTable.Default, new RailTrace());
        var board = new EmulatedBoard(EnergyTable.Default, meter.Trace);
        using var workload = new LiveWorkload(board, meter, estimate.Training((long)(2 * Seconds * SamplesPerSecond), seed: 1));
        using var monitor = new BoardMonitor(board.Bus, averaging);
        board.Clock.Advance(200_000_000); // the first conversions
        var integral = new EnergyIntegral(0);
        while (board.Clock.Nanoseconds < Seconds * 1e9)
        {
            board.Clock.Advance(pauseNanoseconds);
            var reading = monitor.Poll();
            integral.Add(board.Clock.Nanoseconds, reading);
        }

        return (integral, meter, board);
    }
}
