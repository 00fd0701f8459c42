using OnChipLearn.Analog;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Digital offsets of the converter channels, one per word, stored = offset + 128: words 0..255 causal by column, 256..511 acausal;
/// + 0x800 is the same for writing.
/// </summary>
internal sealed class CadcOffsetRegisters(HicannX chip, int hemisphere) : IRegisterBlock
{
    public uint Read(uint offset) => Channel(offset) is { } channel ? (uint)(chip.Cadcs[hemisphere].DigitalOffset[channel] + 128) : 0;

    public void Write(uint offset, uint value, int byteEnables)
    {
        if (Channel(offset) is { } channel)
        {
            chip.Cadcs[hemisphere].DigitalOffset[channel] = (sbyte)((int)(value & 0xFF) - 128);
        }
    }

    private static int? Channel(uint offset)
    {
        uint index = offset & ~0x800u;
        if (index >= 2 * ArrayGeometry.Columns)
        {
            return null;
        }

        return (int)(index / ArrayGeometry.Columns * ArrayGeometry.Columns) + ArrayGeometry.LaneOf((int)index % ArrayGeometry.Columns);
    }
}
