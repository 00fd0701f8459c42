using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Tests;

/// <summary>Sorted spikes of a trial: levels, arrivals, bounds.</summary>
[Collection("firmware statics")]
public sealed class SpikeTrainsTests
{
    private const int Recurrent = 2;

    public SpikeTrainsTests()
    {
        Configuration.Words[Configuration.Recurrent] = Recurrent;
        TrialRecord.Latency = 0;
        SpikeTrains.Clear();
    }

    [Fact]
    public void SpikesBeyondTheLevelsAreCounted()
    {
        int before = TrialRecord.Dropped;
        for (int spike = 0; spike < ReplayFormat.Levels + 3; spike++)
        {
            Assert.True(SpikeTrains.Enter(Hidden(9, 100 + spike)));
        }

        Assert.Equal(before + 3, TrialRecord.Dropped);
        Assert.Equal(ReplayFormat.Levels, SpikeTrains.Levels);
        for (int level = 0; level < ReplayFormat.Levels; level++)
        {
            Assert.Equal(100 + level, SpikeTrains.Times[(64 * level) + 9]);
        }
    }

    [Fact]
    public void ArrivalsBeyondTheListAreCounted()
    {
        int before = TrialRecord.Dropped;
        for (int k = 0; k < ReplayFormat.ArrivalCapacity + 2; k++)
        {
            SpikeTrains.Enter(Input(k % FirstSpikeFormat.Inputs, k));
        }

        Assert.Equal(before + 2, TrialRecord.Dropped);
        Assert.Equal(ReplayFormat.ArrivalCapacity, SpikeTrains.Arrivals);
    }

    [Fact]
    public void OnlyRecurrentNeuronsAndInputsArrive()
    {
        SpikeTrains.Enter(Input(4, 0));
        SpikeTrains.Enter(Hidden(1, 50));
        SpikeTrains.Enter(Hidden(Recurrent, 50));
        SpikeTrains.Enter(Hidden(Recurrent, 60));
        SpikeTrains.Enter(Hidden(1, 70));
        Assert.Equal(3, SpikeTrains.Arrivals);
        Assert.Equal([0, 50, 70], SpikeTrains.ArrivalTimes[..3]);
        Assert.Equal([4, 6, 6], SpikeTrains.ArrivalRows[..3]);
        Assert.Equal([0, 0, 1], SpikeTrains.ArrivalLevels[..3]);

        // the spike at the time of an arrival does not follow it
        Assert.Equal([1, 2, 0], SpikeTrains.FollowingLevels[..3]);
    }

    [Fact]
    public void NothingMattersOnceEveryOutputHasSpiked()
    {
        Assert.True(SpikeTrains.Enter(Output(0, 10)));
        Assert.True(SpikeTrains.Enter(Output(2, 20)));
        Assert.False(SpikeTrains.Enter(Output(1, 30)));
        Assert.Equal([10, 30, 20], TrialRecord.Outputs[..3]);
    }

    [Fact]
    public void TimesOutOfOrderAreRaised()
    {
        SpikeTrains.Enter(Input(4, 40));
        SpikeTrains.Enter(Input(0, 38));
        Assert.Equal([40, 40], SpikeTrains.ArrivalTimes[..2]);
    }

    private static uint Hidden(int lane, int ticks) => Record(SpikeLabels.OfHidden(((lane >> 3) << 4) | (lane & 7)), ticks);

    private static uint Output(int output, int ticks) => Record(SpikeLabels.Output | (uint)output, ticks);

    private static uint Input(int input, int ticks) => Record(SpikeLabels.Input | SpikeLabels.InputAddress | (uint)input, ticks);

    private static uint Record(uint label, int ticks) => (label << 16) | (uint)ticks;
}
