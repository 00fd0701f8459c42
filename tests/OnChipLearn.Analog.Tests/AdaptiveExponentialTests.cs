using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Tests;

public sealed class AdaptiveExponentialTests
{
    private const double DurationUs = 40;
    private static readonly NeuronParameters Parameters = new() { ThresholdVolt = 0.75, RefractoryUs = 1, ExcitatoryGainVolt = 0.01, InhibitoryGainVolt = 0.005 };

    [Fact]
    public void SpikesAgreeWithFloat64RungeKuttaOnAFinerGrid()
    {
        FeedForwardNetwork network = Create(SimdTiers.Widest);
        (int Input, int Tick)[] events = YinYangLoad.Stimulus(4);
        network.RunTrial(0, events, (long)(DurationUs * PpuClock.CyclesPerMicrosecond));
        List<double>[] found = YinYangNetwork.HiddenTimes(network);
        int compared = 0;
        double worst = 0;
        for (int h = 0; h < network.Hidden; h++)
        {
            NeuronParameters p = network.Core[0].Neurons.Parameters(ArrayGeometry.LaneOf(2 * h));
            List<double> expected = Reference(p, [.. YinYangNetwork.InputOf(network, events, h)]);
            Assert.Equal(expected.Count, found[h].Count);
            for (int k = 0; k < expected.Count; k++)
            {
                worst = Math.Max(worst, Math.Abs(expected[k] - found[h][k]));
                compared++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"AdEx: {compared} spikes, worst deviation {worst * 1000:F3} ns");
        Assert.True(compared > 150);
        Assert.True(worst < 0.008, $"{worst * 1000} ns");
    }

    [Fact]
    public void EveryTierGivesTheSameBitsAndAdaptationSlowsSpiking()
    {
        NeuronSpike[]? first = null;
        foreach (SimdTier tier in Enum.GetValues<SimdTier>())
        {
            FeedForwardNetwork network = Create(tier);
            network.RunTrial(0, YinYangLoad.Stimulus(4), 5_000);
            first ??= network.Spikes.ToArray();
            Assert.Equal(first, network.Spikes.ToArray());
        }

        Assert.True(Count(Parameters.Adaptation with { PerSpikeVolt = 0 }) > Count(Parameters.Adaptation with { PerSpikeVolt = 0.2 }));
    }

    private static int Count(AdaptationParameters adaptation)
    {
        FeedForwardNetwork network = Create(SimdTiers.Widest, Parameters with { Adaptation = adaptation });
        network.RunTrial(0, YinYangLoad.Stimulus(4), 10_000);
        return network.Spikes.Length;
    }

    private static FeedForwardNetwork Create(SimdTier tier, NeuronParameters? parameters = null) =>
        YinYangLoad.Create(ChipInstance.Ideal, parameters ?? Parameters, 8, new AnalogCoreOptions { Tier = tier, Model = NeuronModel.AdaptiveExponential });

    // Steps of 0.8 ns: a hundredth of the model's.
    private static List<double> Reference(NeuronParameters p, (double TimeUs, double Weight)[] events)
    {
        const double grid = 0.0008;
        AdaptationParameters a = p.Adaptation;
        double v = p.ResetVolt, w = 0, e = 0, i = 0, t = 0, release = 0;
        List<double> spikes = [];
        int next = 0;
        while (t < DurationUs - 1e-9)
        {
            while (next < events.Length && events[next].TimeUs <= t + 1e-9)
            {
                double weight = events[next++].Weight;
                e += Math.Max(weight, 0) * p.ExcitatoryGainVolt;
                i += Math.Max(-weight, 0) * p.InhibitoryGainVolt;
            }

            double until = next < events.Length ? Math.Min(events[next].TimeUs, DurationUs) : DurationUs;
            double h = Math.Min(grid, until - t);
            bool held = t < release - 1e-9;
            if (held)
            {
                h = Math.Min(h, release - t);
            }

            (double v1, double w1) = Step(h);
            if (!held && v1 >= p.ThresholdVolt)
            {
                h *= (p.ThresholdVolt - v) / (v1 - v);
                (_, w1) = Step(h);
                v1 = p.ResetVolt;
                w1 += a.PerSpikeVolt;
                spikes.Add(t + h);
                release = t + h + p.RefractoryUs;
            }

            e *= Math.Exp(-h / p.ExcitatoryTimeConstantUs);
            i *= Math.Exp(-h / p.InhibitoryTimeConstantUs);
            (v, w) = (v1, w1);
            t += h;

            (double, double) Step(double step)
            {
                (double k1, double l1) = Slope(v, w, 0);
                (double k2, double l2) = Slope(v + (0.5 * step * k1), w + (0.5 * step * l1), 0.5 * step);
                return (v + (step * k2), w + (step * l2));
            }

            (double, double) Slope(double x, double y, double s)
            {
                double drive = (e * Math.Exp(-s / p.ExcitatoryTimeConstantUs)) - (i * Math.Exp(-s / p.InhibitoryTimeConstantUs));
                double slope = -(x - p.LeakVolt) + (a.SlopeVolt * Math.Exp((x - a.OnsetVolt) / a.SlopeVolt)) - y + drive;
                return (held ? 0 : slope / p.MembraneTimeConstantUs, ((a.Subthreshold * (x - p.LeakVolt)) - y) / a.TimeConstantUs);
            }
        }

        return spikes;
    }
}
