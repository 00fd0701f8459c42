using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Tests;

/// <summary>What tests look at in a trial of <see cref="YinYangLoad"/>.</summary>
internal static class YinYangNetwork
{
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
}
