using OnChipLearn.Analog;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip;
using OnChipLearn.Chip.Events;
using OnChipLearn.Chip.Fpga;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>
/// What the host sets up before the start, for the layout of the first-spike rule: neurons, drivers, labels, routing, seeds of the random generators.
/// Hidden neuron j sits on even column 2j of the top hemisphere, the outputs on bottom columns 0, 2 and 4; all weights stay 0.
/// </summary>
public static class FirstSpikeNetwork
{
    /// <summary>Most hidden neurons that the layout holds.</summary>
    public const int LargestHidden = FirstSpikeFormat.HiddenCapacity;

    private const int LabelMask = 63;

    /// <summary>Nominal parameters of every neuron; refractory for longer than a trial: one spike per neuron.</summary>
    public static NeuronParameters Neuron { get; } = new() { RefractoryUs = 60 };

    /// <summary>Configures a chip.</summary>
    /// <param name="chip">The chip, as built.</param>
    /// <param name="hidden">Hidden neurons, 1 to 128.</param>
    /// <param name="seed">Seed of the on-chip random generators.</param>
    /// <exception cref="ExperimentInputException">More hidden neurons than columns.</exception>
    public static void Configure(HicannX chip, int hidden, ulong seed)
    {
        if (hidden is < 1 or > LargestHidden)
        {
            throw new ExperimentInputException("train", "hidden", hidden.ToString(), $"1..{LargestHidden} (even columns of one hemisphere)");
        }

        Configure(chip, [.. Enumerable.Range(0, hidden)], Neuron.RefractoryUs, seed);
    }

    /// <summary>The signed driver: even row excitatory, odd row inhibitory, any row select.</summary>
    internal static DriverSettings SignedDriver { get; } =
        new() { BottomRow = RowMode.Excitatory, TopRow = RowMode.Inhibitory, Receives = true, RowSelectMask = 0 };

    /// <summary>Configures a chip with hidden neurons on these vector bytes, refractory for this time.</summary>
    internal static void Configure(HicannX chip, int[] hiddenBytes, double hiddenRefractoryUs, ulong seed)
    {
        foreach (int j in hiddenBytes)
        {
            chip.Analog.ConfigureNeuron(0, 2 * j, Neuron with { RefractoryUs = hiddenRefractoryUs });
            chip.Events.Backend[0, 2 * j] = (byte)SpikeLabels.OfHidden(j);
            chip.Analog[0].SpikeOutput[2 * j] = true;
            int driver = SpikeLabels.DriverOfByte(j);
            chip.Analog[1].Drivers[driver] = SignedDriver;
            for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
            {
                SetLabels(chip.Analog[1].Synapses, driver, 2 * o, Address(j));
            }
        }

        for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
        {
            chip.Analog.ConfigureNeuron(1, 2 * o, Neuron);
            chip.Events.Backend[1, 2 * o] = (byte)(SpikeLabels.Output + (uint)o);
            chip.Analog[1].SpikeOutput[2 * o] = true;
        }

        for (int driver = 0; driver < FirstSpikeFormat.Inputs * FirstSpikeFormat.Duplication; driver++)
        {
            chip.Analog[0].Drivers[driver] = SignedDriver;
            foreach (int j in hiddenBytes)
            {
                SetLabels(chip.Analog[0].Synapses, driver, 2 * j, (int)SpikeLabels.InputAddress + (driver % FirstSpikeFormat.Inputs));
            }
        }

        Route(chip);
        SeedGenerators(chip, seed);
    }

    /// <summary>A set of samples as events of the player, after the ones before it.</summary>
    public static IEnumerable<PlayerSample> Samples(SampleSet set)
    {
        for (int n = 0; n < set.Count; n++)
        {
            double[] times = set.Times(n).ToArray();
            PlayerEvent[] events = [.. times
                .Select((time, channel) => new PlayerEvent((ushort)(SpikeLabels.Input | SpikeLabels.InputAddress | (uint)channel), (int)Math.Round(time * FirstSpikeFormat.TicksPerTau)))
                .OrderBy(e => e.Tick).ThenByDescending(e => e.Label)];
            yield return new PlayerSample(set.Label(n), events);
        }
    }

    /// <summary>Labels of a driver's two synapses in a column.</summary>
    internal static void SetLabels(SynapseArray synapses, int driver, int column, int label)
    {
        synapses.Set(SynapseField.Label, 2 * driver, column, label);
        synapses.Set(SynapseField.Label, (2 * driver) + 1, column, label);
    }

    /// <summary>Address on its bus of the hidden neuron on a vector byte.</summary>
    internal static int Address(int vectorByte) => (int)SpikeLabels.OfHidden(vectorByte) & LabelMask;

    /// <summary>Hidden events go to the bottom buses and the link, input events to the top buses and back over the link, nothing else passes.</summary>
    private static void Route(HicannX chip)
    {
        for (int node = 0; node < CrossbarNodes.All.Count; node++)
        {
            (int input, int output) = CrossbarNodes.All[node];
            bool top = output < ArrayGeometry.Buses;
            bool passes = input < CrossbarNodes.FirstLinkInput ? !top : input == CrossbarNodes.FirstLinkInput && (top || output >= CrossbarNodes.FirstLinkOutput);
            chip.Events.Crossbar.SetNode(node, 0, passes ? 0 : 1, countsDrops: true);
        }
    }

    private static void SeedGenerators(HicannX chip, ulong seed)
    {
        ulong state = seed;
        for (int hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
        {
            for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;

                // 0 would leave the shift register at 0
                chip.Random[hemisphere].Seed(lane, (byte)(1 + ((state >> 33) % 255)));
            }
        }
    }
}
