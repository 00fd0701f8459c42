namespace OnChipLearn.Chip.Omnibus;

/// <summary>Spike counters: count[7:0], overflow[8]; writes have no effect (the reset registers clear them).</summary>
internal sealed class SpikeCounterRegisters(HicannX chip, int east) : IRegisterBlock
{
    public uint Read(uint offset)
    {
        (int hemisphere, int column) = NeuronIndex.Of(offset, east);
        return chip.Analog[hemisphere].Counters[column];
    }

    public void Write(uint offset, uint value, int byteEnables)
    {
    }
}
