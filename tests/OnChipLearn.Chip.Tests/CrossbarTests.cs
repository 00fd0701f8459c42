using CsCheck;
using OnChipLearn.Analog;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Events;

namespace OnChipLearn.Chip.Tests;

public sealed class CrossbarTests
{
    [Fact]
    public void SeventySixNodesInTheOrderOfTheRegisters()
    {
        Assert.Equal(76, CrossbarNodes.All.Count);
        Assert.Equal((0, 0), CrossbarNodes.All[0]);
        Assert.Equal((7, 11), CrossbarNodes.All[23]);
        Assert.Equal((8, 0), CrossbarNodes.All[24]);
        Assert.Equal((8, 8), CrossbarNodes.All[32]);
        Assert.Equal((11, 11), CrossbarNodes.All[59]);
        Assert.Equal((12, 0), CrossbarNodes.All[60]);
        Assert.Equal((19, 11), CrossbarNodes.All[75]);
        Assert.Equal(76, CrossbarNodes.All.Distinct().Count());
    }

    [Fact]
    public void EventsInEqualEventsRoutedPlusDroppedUnderRandomConfigurationAndOverload()
    {
        int samples = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 1000 : 60;
        long dropped = 0;
        Gen.Select(Gen.ULong, Gen.Int[0, 6], Gen.Int[1, 4], Gen.Int[1, 40]).Sample(
            (seed, depth, interval, period) =>
            {
                Random random = new((int)seed);
                HicannX chip = new(new ChipConfiguration { Timing = new ChipTiming { CrossbarDepth = depth, CrossbarInterval = interval, LinkDepth = depth, LinkInterval = interval } });
                for (int node = 0; node < 76; node++)
                {
                    chip.Events.Crossbar.SetNode(node, random.Next(0, 4), random.Next(0, 4), random.Next(2) == 0);
                }

                chip.Events.BusTakesCrossbar[0] = (uint)random.Next(16);
                for (int source = 0; source < 8; source++)
                {
                    chip.Background[source].Seed = (uint)random.Next();
                    chip.Background[source].Mask = 0xFF;
                    chip.Background[source].Rate = (byte)random.Next(256);
                    chip.ControlBackground(source, true, random.Next(2) == 0, 1 + random.Next(period));
                }

                for (int k = 0; k < 200; k++)
                {
                    chip.AdvanceTo(chip.Now + random.Next(6));
                    chip.Analog.ResetNeuron(random.Next(2), random.Next(256));
                }

                for (int source = 0; source < 8; source++)
                {
                    chip.ControlBackground(source, false, false, 1);
                }

                chip.AdvanceTo(chip.Now + 1000);
                EventStatistics s = chip.Events.Statistics;
                Assert.True(s.In >= 200);
                Assert.Equal(s.Copies, s.Routed + s.Dropped);
                Assert.Equal(s.Routed, s.ToDrivers + s.Refused + s.ToLink);
                Assert.Equal(s.ToLink, s.LinkSent + s.UplinkDropped);
                Assert.Equal(s.ToDrivers, chip.Analog[0].PadiEvents + chip.Analog[1].PadiEvents);
                Assert.Equal(s.LinkSent, chip.Recorder.Stored + chip.Recorder.Lost + chip.Recorder.Unrecorded);
                Assert.True(s.Filtered <= s.In && s.Copies >= s.In - s.Filtered);
                Interlocked.Add(ref dropped, s.Dropped + s.UplinkDropped);
            },
            iter: samples,
            threads: 1);
        Assert.True(dropped > 0, "no overload was tested");
    }
}
