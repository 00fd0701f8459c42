using OnChipLearn.Analog;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip.Configuration;

namespace OnChipLearn.Chip.Tests;

/// <summary>Chips for tests.</summary>
internal static class ChipSetup
{
    public const uint Omnibus = 0x8000_0000;

    /// <summary>Byte address of an Omnibus word in a processor's data space.</summary>
    public static uint Byte(uint word) => Omnibus + (4 * word);

    public static HicannX Ideal(TrialConfiguration? trials = null) => new(new ChipConfiguration { Trials = trials ?? new TrialConfiguration() });

    /// <summary>128 bytes 3k + seed modulo 64.</summary>
    public static byte[] Pattern(int seed) => [.. Enumerable.Range(0, 128).Select(k => (byte)(((3 * k) + seed) & 63))];

    public static byte[] All { get; } = [.. Enumerable.Repeat((byte)0xFF, 128)];

    public static byte[] ReadVector(this HicannX chip, int processor, uint address, long cycle)
    {
        byte[] bytes = new byte[128];
        chip.VectorPort(processor).Read(address, bytes, cycle);
        return bytes;
    }

    public static uint ReadWord(this HicannX chip, int processor, uint address, long cycle) => chip.DataPort(processor).Read(address, cycle, out _);

    /// <summary>One strong excitatory row on driver 0 of a hemisphere, one enabled neuron in column 0.</summary>
    public static void OneNeuron(this HicannX chip, int hemisphere, byte label = 0)
    {
        chip.Analog.ConfigureNeuron(hemisphere, 0, new NeuronParameters { ExcitatoryGainVolt = 0.05, RefractoryUs = 1 });
        chip.Analog[hemisphere].Drivers[0] = new DriverSettings { BottomRow = RowMode.Excitatory, Receives = true };
        chip.Analog[hemisphere].Synapses.Set(SynapseField.Weight, 0, 0, 63);
        chip.Analog[hemisphere].Synapses.Set(SynapseField.Label, 0, 0, label);
    }
}
