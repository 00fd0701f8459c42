using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Tests;

public sealed class ImperfectionTests
{
    [Fact]
    public void NormalNumbersHaveMeanZeroAndSigmaOne()
    {
        const int n = 200_000;
        double sum = 0, squares = 0, beyondTwo = 0;
        for (int k = 0; k < n; k++)
        {
            double x = CounterRandom.Normal(5, 6, (ulong)k);
            sum += x;
            squares += x * x;
            beyondTwo += Math.Abs(x) > 2 ? 1 : 0;
        }

        Assert.Equal(0, sum / n, 0.01);
        Assert.Equal(1, squares / n, 0.01);
        Assert.Equal(0.0455, beyondTwo / n, 0.003);
    }

    [Fact]
    public void TypicalSpreadsTenPercentAndIdealNothing()
    {
        FixedPattern typical = ChipInstance.Create(ImperfectionPreset.Typical, 3).DrawPattern();
        FixedPattern ideal = ChipInstance.Ideal.DrawPattern();
        double[] taus = [.. Enumerable.Range(0, 512).Select(k => Math.Log(typical.Neuron(k / 256, k % 256).MembraneTimeConstant))];
        double[] thresholds = [.. Enumerable.Range(0, 512).Select(k => typical.Neuron(k / 256, k % 256).Threshold - 1)];
        Assert.InRange(Deviation(taus), 0.09, 0.11);
        Assert.InRange(Deviation(thresholds), 0.09, 0.11);
        Assert.Equal(1, ideal.Neuron(1, 77).MembraneTimeConstant);
        Assert.Equal(1, ideal.Neuron(1, 77).Threshold);
        Assert.NotEqual(taus[0], Math.Log(ChipInstance.Create(ImperfectionPreset.Typical, 4).DrawPattern().Neuron(0, 0).MembraneTimeConstant));
    }

    [Fact]
    public void JitterDelaysByThreeSigmaWithTheGivenDeviationAndNeverPrecedesTheCrossing()
    {
        SpikeJitter jitter = new(9);
        double[] delays = [.. Enumerable.Range(0, 20_000).Select(k => jitter.Delay(k, 17, 0, 15))];
        Assert.Equal(45, delays.Average(), 0.5);
        Assert.InRange(Deviation(delays), 14.5, 15.1);
        Assert.True(delays.Min() >= 0);
        Assert.NotEqual(jitter.Delay(1, 17, 0, 15), jitter.Delay(1, 17, 1, 15));
    }

    [Fact]
    public void TrialNoiseDependsOnTheTrialNumberAlone()
    {
        NeuronParameters parameters = new() { RefractoryUs = 30 };
        FeedForwardNetwork first = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Typical, 5), parameters, 3);
        FeedForwardNetwork second = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Typical, 5), parameters, 3);
        (int, int)[] events = YinYangLoad.Stimulus(1);
        for (int trial = 0; trial < 5; trial++)
        {
            first.RunTrial(trial, events, 7500);
        }

        second.RunTrial(4, events, 7500);
        Assert.Equal(Stamps(second), Stamps(first));
        second.RunTrial(5, events, 7500);
        Assert.NotEqual(Stamps(second), Stamps(first));
    }

    [Fact]
    public void DeadNeuronsAreSilentAndStuckBitsKeepTheirValue()
    {
        ImperfectionSettings settings = new() { DeadNeuronFraction = 1, StuckBitFraction = 1e-4 };
        ChipInstance chip = new(8, ImperfectionPreset.Ideal, settings);
        FeedForwardNetwork network = YinYangLoad.Create(chip, new NeuronParameters(), 3);
        network.RunTrial(0, YinYangLoad.Stimulus(1), 7500);
        Assert.Equal(0, network.Spikes.Length);
        IReadOnlyList<StuckBit> bits = chip.DrawPattern().StuckBits();
        Assert.InRange(bits.Count, 70, 90);
        StuckBit bit = bits[0];
        SynapseArray synapses = network.Core[bit.Hemisphere].Synapses;
        synapses.Set(SynapseField.Weight, bit.Row, bit.Column, bit.Value ? 0 : 63);
        Assert.Equal(bit.Value, (synapses.Get(SynapseField.Weight, bit.Row, bit.Column) >> bit.Bit & 1) != 0);
    }

    [Fact]
    public void InstanceFilesKeepSeedPresetAndChanges()
    {
        ChipInstance chip = ChipInstance.Create(ImperfectionPreset.Typical, 42) with { Settings = ImperfectionPresets.Settings(ImperfectionPreset.Typical) with { ThresholdSigma = 0.05 } };
        Assert.Equal(chip, ChipInstanceFile.Read(ChipInstanceFile.Write(chip), "chip.json"));
        Assert.DoesNotContain("imperfection", ChipInstanceFile.Write(ChipInstance.Ideal));
    }

    [Theory]
    [InlineData("{}", "seed")]
    [InlineData("{\"seed\": 1}", "preset")]
    [InlineData("{\"seed\": -1, \"preset\": \"ideal\"}", "found -1")]
    [InlineData("{\"seed\": 1, \"preset\": \"rough\"}", "ideal, typical, harsh")]
    [InlineData("{\"seed\": 1, \"preset\": \"ideal\", \"noise\": 1}", "unknown field")]
    [InlineData("{\"seed\": 1, \"preset\": \"ideal\", \"imperfection\": {\"thresholdSigma\": 3}}", "0..0.22")]
    [InlineData("{\"seed\": 1, \"preset\": \"ideal\", \"imperfection\": {\"sigma\": 0.1}}", "unknown field")]
    [InlineData("[", "no JSON")]
    public void BadInstanceFilesAreRefused(string text, string part)
    {
        AnalogInputException error = Assert.Throws<AnalogInputException>(() => ChipInstanceFile.Read(text, "chip.json"));
        Assert.StartsWith("chip.json: ", error.Message);
        Assert.Contains(part, error.Message);
    }

    [Fact]
    public void BadStimuliAndWeightsAreRefused()
    {
        FeedForwardNetwork network = new(ChipInstance.Ideal, 2, 2, 1, new NeuronParameters());
        Assert.Contains("-63..63", Assert.Throws<AnalogInputException>(() => network.SetHiddenWeight(0, 0, 64)).Message);
        Assert.Throws<AnalogInputException>(() => network.RunTrial(0, [(0, 5), (1, 4)], 100));
        Assert.Throws<AnalogInputException>(() => network.RunTrial(0, [(0, -1)], 100));
        Assert.Throws<AnalogInputException>(() => network.RunTrial(0, [(2, 1)], 100));
        Assert.Throws<AnalogInputException>(() => network.Core.ConfigureNeuron(0, 0, new NeuronParameters { MembraneTimeConstantUs = double.NaN }));
        Assert.Throws<AnalogInputException>(() => network.Core.ConfigureNeuron(0, 0, new NeuronParameters { ResetVolt = 0.8 }));
    }

    private static (int, int, int)[] Stamps(FeedForwardNetwork network) =>
        [.. network.Spikes.ToArray().Select(s => (s.Hemisphere, s.Column, network.TickOf(s)))];

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
