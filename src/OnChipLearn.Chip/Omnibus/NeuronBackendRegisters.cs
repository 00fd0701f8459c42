namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Neuron backends, four words of 8 bits each. Word 0: address_out_msbs[5:0]; word 1: address_out_lsbs[5:4]; word 3: en_spike_out[4].
/// The other fields are kept and have no effect; the refractory time is an analog parameter of the model.
/// </summary>
internal sealed class NeuronBackendRegisters(HicannX chip, int east) : IRegisterBlock
{
    private readonly byte[] _words = new byte[0x400];

    public uint Read(uint offset) => _words[offset];

    public void Write(uint offset, uint value, int byteEnables)
    {
        _words[offset] = (byte)value;
        (int hemisphere, int column) = NeuronIndex.Of(offset, east);
        uint neuron = offset & ~3u;
        chip.Events.Backend[hemisphere, column] = (byte)((_words[neuron] << 2) | (_words[neuron + 1] >> 4 & 3));
        if ((offset & 3) == 3)
        {
            chip.Analog[hemisphere].SpikeOutput[column] = (value >> 4 & 1) != 0;
        }
    }
}
