using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Tests.Energy;

/// <summary>Activity on file: what is written is read; what cannot be read is named with its line.</summary>
public sealed class ActivityLogTests
{
    [Fact]
    public void RoundTrip()
    {
        var interval = new ActivityInterval(30_000, EnergyPhase.Inference);
        interval.Counts(EnergyPhase.Inference)[Activity.SynapticEvents] = 4800;
        interval.Counts(EnergyPhase.Learning)[Activity.PpuStallCycles] = 12;
        interval.Finished(EnergyPhase.Inference) = 1;
        var line = ActivityLog.Write(interval);
        var read = ActivityLog.Parse(line, "a:1");
        Assert.Equal((30_000, EnergyPhase.Inference, 1L), (read.UntilNanoseconds, read.Owner, read.Finished(EnergyPhase.Inference)));
        Assert.Equal(interval.Counts(EnergyPhase.Learning), read.Counts(EnergyPhase.Learning));
        Assert.Equal(line, ActivityLog.Write(read));
    }

    [Fact]
    public void TimeOfSeveralPhasesIsKeptAndPaidByEach()
    {
        var interval = ActivityLog.Parse("""{"untilNanoseconds":30000,"owner":"training","nanoseconds":{"training":20000,"inference":10000}}""", "a:1");
        Assert.Contains("\"nanoseconds\":{\"inference\":10000,\"training\":20000}", ActivityLog.Write(interval));
        var meter = new EnergyMeter(EnergyTable.Default, new RailTrace());
        interval.RecordIn(meter);
        Assert.Equal((10_000, 20_000), (meter.Nanoseconds(EnergyPhase.Inference), meter.Nanoseconds(EnergyPhase.Training)));
    }

    [Fact]
    public void TimeThatDoesNotAddUpToTheIntervalIsRefused()
    {
        var interval = ActivityLog.Parse("""{"untilNanoseconds":30000,"owner":"training","nanoseconds":{"training":20000}}""", "a:1");
        var refusal = Assert.Throws<BoardException>(() => interval.RecordIn(new EnergyMeter(EnergyTable.Default, new RailTrace())));
        Assert.Contains("own 20000 ns of the interval that ends at 30000 ns, expected 30000 ns", refusal.Message);
    }

    [Theory]
    [InlineData("{", "a:7: not an activity interval")]
    [InlineData("[1]", "a:7: not an activity interval")]
    [InlineData("""{"owner":"learning"}""", "a:7: untilNanoseconds: missing")]
    [InlineData("""{"untilNanoseconds":1.5,"owner":"learning"}""", "a:7: untilNanoseconds: 1.5, expected a whole number")]
    [InlineData("""{"untilNanoseconds":1,"owner":"lunch"}""", "a:7: owner: \"lunch\", expected one of inference, learning, other")]
    [InlineData("""{"untilNanoseconds":1,"owner":"learning","counts":{"learning":{"spikes":1}}}""", "a:7: counts.spikes: unknown, expected one of scalarArithmetic")]
    [InlineData("""{"untilNanoseconds":1,"owner":"learning","counts":{"learning":{"neuronSpikes":-1}}}""", "a:7: neuronSpikes: -1, expected a whole number")]
    public void ABadLineIsNamed(string line, string message) =>
        Assert.StartsWith(message, Assert.Throws<BoardException>(() => ActivityLog.Parse(line, "a:7")).Message);
}
