namespace OnChipLearn.Firmware.Trials;

/// <summary>
/// Labels of events (ppu-reference 5.2). Bits 15 and 14 name the link and are ignored. Neurons: bits 10 to 8 are the event output, column / 32,
/// the six-bit address names the neuron on its PADI bus. Hidden neurons (even column 2j, vector byte j) use addresses 0 to 0x1F, output neuron o
/// uses 0x20 + o. Input events carry <see cref="Input"/> and the input number; the crossbar sends them back over the link, so that they arrive
/// timed like spikes.
/// </summary>
public static class SpikeLabels
{
    /// <summary>Set in the labels of input events.</summary>
    public const uint Input = 0x2000;

    /// <summary>Address bits of input events on the PADI buses, apart from those of neurons that share a bus with them: input number + this.</summary>
    public const uint InputAddress = 0x28;

    /// <summary>Set in the addresses of output neurons.</summary>
    public const uint Output = 0x20;

    /// <summary>Low bits that number inputs and outputs.</summary>
    public const uint Number = 7;

    /// <summary>Element of a hidden neuron (64 * half + lane) from its label: half is bit 3, slice bits 10 to 8, place in the slice bits 2 to 0.</summary>
    public static int HiddenElement(uint label) => (int)(((label & 8) << 3) | ((label >> 5) & 0x38) | (label & 7));

    /// <summary><see cref="HiddenElement"/> of a record, whose upper half is the label.</summary>
    public static int HiddenElementOfRecord(uint record) => (int)(((record >> 13) & 0x40) | ((record >> 21) & 0x38) | ((record >> 16) & 7));

    /// <summary>Label of the hidden neuron on vector byte j: slice j / 16 is its event output, bit 4 tells the two slices of a bus apart.</summary>
    public static uint OfHidden(int j) => (uint)(((j >> 4) << 8) | ((j >> 6) << 4) | (j & 15));

    /// <summary>Element 64 * half + lane of vector byte j: half 1 is bytes 8 to 15 of a slice.</summary>
    public static int ElementOfByte(int j) => ((j & 8) << 3) | ((j >> 4) << 3) | (j & 7);

    /// <summary>Driver of the output hemisphere that listens to the hidden neuron on vector byte j: its bus is slice mod 4.</summary>
    public static int DriverOfByte(int j) => ((((j >> 6) << 4) | (j & 15)) << 2) | ((j >> 4) & 3);
}
