using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Tests.Energy;

/// <summary>Counters to energy: sums, rails, uncertainty, and no allocation per interval.</summary>
public sealed class EnergyMeterTests
{
    private readonly EnergyMeter _meter = new(EnergyTable.Default, new RailTrace(4096));

    [Fact]
    public void EnergyIsCountTimesEntryOnTheEntrysRail()
    {
        ActivityCounts counts = default;
        counts[Activity.SynapticEvents] = 5000;
        counts[Activity.ScalarArithmetic] = 1000;
        _meter.Record(10_000, EnergyPhase.Inference, counts);
        Assert.Equal(50e-9, _meter.Trace.Joules(Rail.Vdd12Analog, 0, 10_000), 1e-18);
        Assert.Equal(25e-9, _meter.Trace.Joules(Rail.Vdd12Digital, 0, 10_000), 1e-18);
        Assert.Equal(25e-9, _meter.Trace.Joules(Rail.Vdd12Analog, 2_500, 7_500), 1e-18);
        Assert.Equal(0, _meter.Trace.Joules(Rail.Vdd12Analog, 10_000, 20_000));
    }

    [Fact]
    public void StandingPowerGoesToTheOwnerOfTheTime()
    {
        var counts = new ActivityCounts[3];
        counts[(int)EnergyPhase.Learning][Activity.ScalarArithmetic] = 100;
        _meter.Record(30_000, EnergyPhase.Inference, counts);
        _meter.FinishSamples(EnergyPhase.Inference, 1);
        _meter.FinishSamples(EnergyPhase.Learning, 1);
        var report = EnergyReport.Of(_meter);
        Assert.Equal(0.16 * 30e-6, report.Phases[0].PerSampleJoules!.Value, 1e-15);
        Assert.Equal(100 * 25e-12, report.Phases[1].PerSampleJoules!.Value, 1e-18);
        Assert.Null(report.Phases[2].PerSampleJoules);
        Assert.Equal(report.Joules, report.Phases.Sum(phase => phase.Joules), 1e-15);
        Assert.Equal(report.Joules, report.Rails.Sum(rail => rail.Joules), 1e-15);
    }

    [Fact]
    public void UncertaintyIsTheRootOfSquaresPerEntry()
    {
        ActivityCounts counts = default;
        counts[Activity.SynapticEvents] = 1000;
        counts[Activity.NeuronSpikes] = 10;
        _meter.Record(1_000, EnergyPhase.Inference, counts);
        _meter.Record(2_000, EnergyPhase.Learning, counts);
        var report = EnergyReport.Of(_meter);
        // One entry's uncertainty is common to both phases: it adds up before it is squared.
        var expected = Math.Sqrt(Math.Pow(2000 * 5e-12, 2) + Math.Pow(20 * 15e-12, 2) + Math.Pow(0.016 * 2e-6, 2));
        Assert.Equal(expected, report.SigmaJoules, 1e-18);
    }

    [Fact]
    public void IntervalsMustMoveOnAndCountsMustNotBeNegative()
    {
        _meter.Record(1000, EnergyPhase.Other, default);
        Assert.Contains("expected later than 1000 ns", Assert.Throws<BoardException>(() => _meter.Record(1000, EnergyPhase.Other, default)).Message);
        ActivityCounts counts = default;
        counts[Activity.NeuronSpikes] = -1;
        Assert.Contains("NeuronSpikes -1", Assert.Throws<BoardException>(() => _meter.Record(2000, EnergyPhase.Other, counts)).Message);
    }

    [Fact]
    public void RecordingAllocatesNothing()
    {
        ActivityCounts counts = default;
        counts[Activity.SynapticEvents] = 1;
        _meter.Record(1, EnergyPhase.Learning, counts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 2; i < 4000; i++)
        {
            _meter.Record(i, EnergyPhase.Learning, counts);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void CountsSinceAnEarlierReading()
    {
        ActivityCounts earlier = default;
        earlier[Activity.PpuIdleCycles] = 40;
        var later = earlier;
        later[Activity.PpuIdleCycles] += 2;
        later[Activity.ScalarBranch] = 7;
        var difference = later.Since(earlier);
        Assert.Equal((2L, 7L), (difference[Activity.PpuIdleCycles], difference[Activity.ScalarBranch]));
        difference.Add(earlier);
        Assert.True(difference == later && difference != earlier);
    }
}
