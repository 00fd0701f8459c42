using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Tests;

/// <summary>A 25-120-3 network with random weights in the range that learning uses, and stimuli of the Yin-Yang form.</summary>
internal static class YinYangNetwork
{
    public const int Inputs = 25;

    public static FeedForwardNetwork Create(ChipInstance chip, NeuronParameters parameters, ulong seed, AnalogCoreOptions? options = null)
    {
        FeedForwardNetwork network = new(chip, Inputs, 120, 3, parameters, options);
        for (int h = 0; h < 120; h++)
        {
            for (int k = 0; k < Inputs; k++)
            {
                network.SetHiddenWeight(k, h, Weight(seed, 1, (ulong)((h * Inputs) + k), 35, 18));
            }

            for (int o = 0; o < 3; o++)
            {
                network.SetOutputWeight(h, o, Weight(seed, 2, (ulong)((h * 3) + o), 4, 12));
            }
        }

        return network;
    }

    public static (int Input, int Tick)[] Stimulus(ulong seed)
    {
        List<(int Input, int Tick)> events = [];
        for (int group = 0; group < 5; group++)
        {
            int tick = group == 0 ? 0 : (int)(CounterRandom.Uniform(seed, 3, (ulong)group) * 1500);
            for (int k = 0; k < 5; k++)
            {
                events.Add(((group * 5) + k, tick + k));
            }
        }

        return [.. events.OrderBy(e => e.Tick)];
    }

    public static List<double>[] HiddenTimes(FeedForwardNetwork network)
    {
        List<double>[] times = new List<double>[network.Hidden];
        for (int h = 0; h < times.Length; h++)
        {
            times[h] = [];
        }

        foreach (NeuronSpike spike in network.Spikes)
        {
            if (spike.Hemisphere == 0)
            {
                times[spike.Column / 2].Add(PpuClock.Microseconds(spike.Time - network.TrialStart - 1));
            }
        }

        return times;
    }

    public static IEnumerable<(double TimeUs, double Weight)> InputOf(FeedForwardNetwork network, (int Input, int Tick)[] events, int hidden)
    {
        foreach ((int input, int tick) in events)
        {
            double weight = network.Core[0].Synapses.Get(SynapseField.Weight, 2 * input, 2 * hidden)
                - network.Core[0].Synapses.Get(SynapseField.Weight, (2 * input) + 1, 2 * hidden);
            yield return (tick * 0.008, weight);
        }
    }

    private static int Weight(ulong seed, ulong stream, ulong index, double mean, double sigma) =>
        (int)Math.Clamp(Math.Round(mean + (sigma * CounterRandom.Normal(seed, stream, index))), -63, 63);
}
