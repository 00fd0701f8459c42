using OnChipLearn.Analog.Events;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Events;
using OnChipLearn.Chip.Fpga;

namespace OnChipLearn.Chip.Tests;

/// <summary>The chip goes on beside whoever owns it, as far as it is lent out.</summary>
public sealed class AdvanceAheadTests
{
    private const int PeriodCycles = 7500;
    private const int Trials = 200;

    [Fact]
    public void TrialsAreThoseOfOneThread()
    {
        HicannX expected = Create();
        HicannX actual = Create();
        for (int trial = 0; trial < Trials; trial++)
        {
            Play(expected, lends: false);
            Play(actual, lends: true);
            Assert.Equal(expected.Now, actual.Now);
            Assert.Equal(expected.Analog[0].Spikes, actual.Analog[0].Spikes);
            if (trial % 50 == 0)
            {
                Thread.Sleep(20); // the other thread ends meanwhile
            }
        }

        Assert.Equal(expected.Recorder.Stored, actual.Recorder.Stored);
        Assert.True(actual.Recorder.Stored >= Trials - 1, $"{actual.Recorder.Stored} spikes");
    }

    [Fact]
    public void LendingAllocatesNothing()
    {
        HicannX chip = Create();
        for (int trial = 0; trial < Trials; trial++)
        {
            Play(chip, lends: true);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int trial = 0; trial < 10; trial++)
        {
            Play(chip, lends: true);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void NothingIsLentBeyondTheOffer()
    {
        HicannX chip = Create();
        chip.Ahead.Offer((10 * AdvanceAhead.StepCycles) - 1);
        Thread.Sleep(20);
        chip.Ahead.TakeBack();
        Assert.InRange(chip.Now, 0, 9 * AdvanceAhead.StepCycles);
        chip.CatchUp(12_345);
        Assert.Equal(12_345, chip.Now);
    }

    [Fact]
    public void WhatGoesWrongIsThrownToTheOwner()
    {
        HicannX chip = Create();
        chip.Events.Listener = new BrokenListener();
        chip.RequestSample(0);
        chip.CatchUp(chip.QuietUntil);
        long end = chip.QuietUntil - 1;
        chip.Ahead.Offer(end);
        Thread.Sleep(20);
        Assert.Throws<NotSupportedException>(() => chip.CatchUp(end));
        chip.Events.Listener = null;
        chip.CatchUp(end);
        Assert.Equal(end, chip.Now);
    }

    private static HicannX Create()
    {
        HicannX chip = ChipSetup.Ideal(new TrialConfiguration { PeriodCycles = PeriodCycles, DurationCycles = PeriodCycles });
        chip.OneNeuron(0, label: 5);
        chip.Player.Load([new PlayerSample(0, [.. Enumerable.Range(0, 10).Select(k => new PlayerEvent(5, 50 + (10 * k)))])]);
        for (int node = 0; node < CrossbarNodes.All.Count; node++)
        {
            (int input, int output) = CrossbarNodes.All[node];
            bool passes = input == CrossbarNodes.FirstLinkInput ? output == 0 : input < CrossbarNodes.FirstLinkInput && output >= CrossbarNodes.FirstLinkOutput;
            chip.Events.Crossbar.SetNode(node, 0, passes ? 0 : 1, countsDrops: true);
        }

        return chip;
    }

    private static void Play(HicannX chip, bool lends)
    {
        chip.RequestSample(0);
        for (long end = chip.Now + PeriodCycles; chip.Now < end;)
        {
            long next = Math.Min(chip.Now + 1500, end);
            if (lends)
            {
                for (long word = chip.Now; word < next; word += 300)
                {
                    chip.Ahead.Offer(Math.Min(word, chip.QuietUntil - 1));
                }
            }

            chip.CatchUp(next);
        }
    }

    private sealed class BrokenListener : ISpikeSink
    {
        public void OnSpike(in NeuronSpike spike) => throw new NotSupportedException();
    }
}
