using OnChipLearn.Analog;
using OnChipLearn.Chip;
using OnChipLearn.Chip.Events;
using OnChipLearn.Firmware.Rules.EventReplay;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>
/// The layout of rule EventReplay: as <see cref="FirstSpikeNetwork"/>, with hidden neuron n on vector byte 16 (n / 8) + n mod 8 of the top hemisphere, a
/// short refractory time, and the first neurons' spikes also routed back to a driver of their own in the top hemisphere.
/// </summary>
public static class EventReplayNetwork
{
    private const int LanesPerSlice = 8;

    /// <summary>Refractory time of hidden neurons in microseconds: short against tau_s, since the rule leaves it out.</summary>
    public const double RefractoryUs = 0.1;

    /// <summary>Configures a chip.</summary>
    /// <param name="chip">The chip, as built.</param>
    /// <param name="hidden">Hidden neurons, 1 to 64.</param>
    /// <param name="recurrent">How many of them, the first ones, have recurrent synapses: 0 to 16.</param>
    /// <param name="seed">Seed of the on-chip random generators.</param>
    public static void Configure(HicannX chip, int hidden, int recurrent, ulong seed)
    {
        int[] bytes = [.. Enumerable.Range(0, hidden).Select(VectorByte)];
        FirstSpikeNetwork.Configure(chip, bytes, RefractoryUs, seed);
        for (int lane = 0; lane < recurrent; lane++)
        {
            int driver = ReplayFormat.RecurrentDriver(lane);
            chip.Analog[0].Drivers[driver] = FirstSpikeNetwork.SignedDriver;
            foreach (int j in bytes)
            {
                FirstSpikeNetwork.SetLabels(chip.Analog[0].Synapses, driver, 2 * j, FirstSpikeNetwork.Address(VectorByte(lane)));
            }
        }

        int slices = (recurrent + LanesPerSlice - 1) / LanesPerSlice;
        for (int node = 0; node < CrossbarNodes.All.Count; node++)
        {
            (int input, int output) = CrossbarNodes.All[node];
            if (input < slices && output < ArrayGeometry.Buses)
            {
                chip.Events.Crossbar.SetNode(node, 0, 0, countsDrops: true);
            }
        }
    }

    /// <summary>Byte of a vector of rows that belongs to a hidden neuron; its column is twice that.</summary>
    public static int VectorByte(int lane) => ((lane >> 3) << 4) | (lane & 7);
}
