using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Networks;

/// <summary>A 25-120-3 network with random weights in the range that learning uses, and stimuli of the Yin-Yang form: work for tests and benchmarks.</summary>
public static class YinYangLoad
{
    /// <summary>Input channels: five values on five rows each.</summary>
    public const int Inputs = 25;

    /// <summary>Hidden neurons; nearly all of them spike in a trial.</summary>
    public const int Hidden = 120;

    /// <summary>Output neurons.</summary>
    public const int Outputs = 3;

    private const int Copies = 5;
    private const int LatestTick = 1500;
    private const ulong HiddenStream = 1;
    private const ulong OutputStream = 2;
    private const ulong TimeStream = 3;

    /// <summary>Creates the network.</summary>
    public static FeedForwardNetwork Create(ChipInstance chip, NeuronParameters parameters, ulong seed, AnalogCoreOptions? options = null)
    {
        FeedForwardNetwork network = new(chip, Inputs, Hidden, Outputs, parameters, options);
        for (int h = 0; h < Hidden; h++)
        {
            for (int k = 0; k < Inputs; k++)
            {
                network.SetHiddenWeight(k, h, Weight(seed, HiddenStream, (ulong)((h * Inputs) + k), 35, 18));
            }

            for (int o = 0; o < Outputs; o++)
            {
                network.SetOutputWeight(h, o, Weight(seed, OutputStream, (ulong)((h * Outputs) + o), 4, 12));
            }
        }

        return network;
    }

    /// <summary>Events of one trial: each of five values, the first at time 0, others up to 12 us later, on five channels in five successive ticks of 8 ns.</summary>
    public static (int Input, int Tick)[] Stimulus(ulong seed)
    {
        List<(int Input, int Tick)> events = [];
        for (int value = 0; value < Inputs / Copies; value++)
        {
            int tick = value == 0 ? 0 : (int)(CounterRandom.Uniform(seed, TimeStream, (ulong)value) * LatestTick);
            for (int k = 0; k < Copies; k++)
            {
                events.Add(((value * Copies) + k, tick + k));
            }
        }

        return [.. events.OrderBy(e => e.Tick)];
    }

    private static int Weight(ulong seed, ulong stream, ulong index, double mean, double sigma) =>
        (int)Math.Clamp(Math.Round(mean + (sigma * CounterRandom.Normal(seed, stream, index))), -ArrayGeometry.MaximumWeight, ArrayGeometry.MaximumWeight);
}
