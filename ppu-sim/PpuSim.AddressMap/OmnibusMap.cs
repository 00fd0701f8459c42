namespace PpuSim.AddressMap;

/// <summary>
/// On-chip Omnibus word addresses (ppu-reference 4.6, 4.7). Top hemisphere first; the bottom one lies <see cref="Hemisphere"/> higher, in the event
/// handling blocks <see cref="Block"/> higher, as does the eastern half (columns 128 to 255) of the neuron blocks.
/// </summary>
public static class OmnibusMap
{
    /// <summary>Distance from a top address to its bottom counterpart for processor memory, control and synapse arrays.</summary>
    public const uint Hemisphere = 0x0100_0000;

    /// <summary>Processor SRAM of the top hemisphere, 4096 words.</summary>
    public const uint ProcessorSram = 0x0280_0000;

    /// <summary>Processor control register of the top hemisphere; status follows it.</summary>
    public const uint ProcessorControl = 0x02A0_0000;

    /// <summary>
    /// Synapse array of the top hemisphere: plus the sub-base of <see cref="VectorPortMap"/>, plus 64 words per row; word q holds columns of
    /// vector bytes 4q to 4q+3, even columns in words 0 to 31. Weights are seen with their low five bits reversed.
    /// </summary>
    public const uint SynapseArray = 0x02C0_0000;

    /// <summary>Distance from the synapse array's converter results with a new conversion to the results of the last one.</summary>
    public const uint BufferedArray = 0x0020_0000;

    /// <summary>CADC offsets of the top hemisphere.</summary>
    public const uint CadcOffset = 0x0240_0000;

    /// <summary>Distance of two blocks of the same kind in the event handling.</summary>
    public const uint Block = 0x8000;

    /// <summary>PADI event trigger of the top hemisphere.</summary>
    public const uint PadiEventTop = 0x0011_0000;

    /// <summary>PADI event trigger of the bottom hemisphere.</summary>
    public const uint PadiEventBottom = PadiEventTop + Block;

    /// <summary>Synapse driver configuration of the top hemisphere, 4 words per driver.</summary>
    public const uint SynapseDriver = 0x0011_0400;

    /// <summary>Crossbar: sources, nodes, drop and event counters.</summary>
    public const uint Crossbar = 0x0013_0000;

    /// <summary>Digital neuron backend of columns 0 to 127.</summary>
    public const uint NeuronBackendWest = 0x001A_1000;

    /// <summary>Spike counters of columns 0 to 127, plus 4 words per neuron, plus 128 neurons for the bottom hemisphere.</summary>
    public const uint SpikeCounterWest = 0x0012_2800;

    /// <summary>Spike counters of columns 128 to 255.</summary>
    public const uint SpikeCounterEast = SpikeCounterWest + Block;

    /// <summary>Spike counter resets of columns 0 to 127.</summary>
    public const uint SpikeCounterResetWest = 0x0012_2C00;

    /// <summary>Spike counter resets of columns 128 to 255.</summary>
    public const uint SpikeCounterResetEast = SpikeCounterResetWest + Block;

    /// <summary>Neuron resets of columns 0 to 127.</summary>
    public const uint NeuronResetWest = 0x0012_2000;

    /// <summary>Neuron resets of columns 128 to 255.</summary>
    public const uint NeuronResetEast = NeuronResetWest + Block;

    /// <summary>Block-post-pulse triggers of columns 0 to 127.</summary>
    public const uint BlockPostPulseWest = 0x0012_2400;
}
