using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Tests;

public sealed class FeedForwardTests
{
    private const long TrialCycles = 30 * PpuClock.CyclesPerMicrosecond;
    private static readonly NeuronParameters YinYang = new() { RefractoryUs = 30 };

    [Theory]
    [InlineData(30.0)]
    [InlineData(1.0)]
    public void HiddenSpikesAgreeWithFloat64ReferenceWithinOneTick(double refractoryUs)
    {
        int trials = TestCounts.Reduced(3, 30);
        int compared = 0;
        double worst = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            ChipInstance chip = ChipInstance.Create(ImperfectionPreset.Typical, (ulong)trial) with
            {
                Settings = ImperfectionPresets.Settings(ImperfectionPreset.Typical) with { TrialThresholdSigma = 0, SpikeJitterTauS = 0 },
            };
            FeedForwardNetwork network = YinYangLoad.Create(chip, YinYang with { RefractoryUs = refractoryUs }, (ulong)trial);
            (int Input, int Tick)[] events = YinYangLoad.Stimulus((ulong)trial);
            network.RunTrial(trial, events, TrialCycles);
            List<double>[] found = YinYangNetwork.HiddenTimes(network);
            for (int h = 0; h < network.Hidden; h++)
            {
                NeuronParameters p = network.Core[0].Neurons.Parameters(ArrayGeometry.LaneOf(2 * h));
                List<double> expected = DoubleReference.Spikes(p, YinYangNetwork.InputOf(network, events, h), 30);
                Assert.Equal(expected.Count, found[h].Count);
                for (int k = 0; k < expected.Count; k++)
                {
                    worst = Math.Max(worst, Math.Abs(found[h][k] - expected[k]));
                    compared++;
                }
            }
        }

        Assert.True(compared > 50 * trials, $"only {compared} spikes");
        Assert.True(worst < 0.008, $"worst deviation {worst * 1000:F3} ns");
        TestContext.Current.SendDiagnosticMessage($"{compared} spikes, worst deviation {worst * 1000:F3} ns");
    }

    [Fact]
    public void EveryTierGivesTheSameBits()
    {
        List<NeuronSpike[]> runs = [];
        foreach (SimdTier tier in Enum.GetValues<SimdTier>())
        {
            FeedForwardNetwork network = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Harsh, 7), YinYang with { RefractoryUs = 1.5 }, 3, new AnalogCoreOptions { Tier = tier });
            for (int trial = 0; trial < 3; trial++)
            {
                network.RunTrial(trial, YinYangLoad.Stimulus((ulong)trial), TrialCycles);
            }

            runs.Add(network.Spikes.ToArray());
        }

        Assert.True(runs[0].Length > 100);
        foreach (NeuronSpike[] run in runs)
        {
            Assert.Equal(runs[0], run);
        }
    }

    [Fact]
    public void ResultDoesNotDependOnHowTheRunIsCut()
    {
        FeedForwardNetwork whole = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Typical, 5), YinYang with { RefractoryUs = 1.5 }, 3);
        FeedForwardNetwork cut = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Typical, 5), YinYang with { RefractoryUs = 1.5 }, 3);
        (int, int)[] events = YinYangLoad.Stimulus(11);
        whole.RunTrial(4, events, TrialCycles);
        cut.RunTrial(4, events, 0);
        for (long cycle = cut.Core.Now; cycle < TrialCycles; cycle += 7)
        {
            cut.Core.AdvanceTo(cycle);
            _ = cut.Core.MembraneVolt(0, 0);
        }

        cut.Core.AdvanceTo(whole.Core.Now);
        Assert.Equal(whole.Spikes.ToArray(), cut.Spikes.ToArray());
    }
}
