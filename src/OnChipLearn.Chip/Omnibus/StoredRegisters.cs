namespace OnChipLearn.Chip.Omnibus;

/// <summary>Configuration that the model keeps and returns, but that has no effect on it.</summary>
internal sealed class StoredRegisters(int words) : IRegisterBlock
{
    private readonly uint[] _words = new uint[words];

    public uint Read(uint offset) => _words[offset];

    public void Write(uint offset, uint value, int byteEnables)
    {
        uint mask = 0;
        for (int k = 0; k < 4; k++)
        {
            mask |= (byteEnables >> k & 1) != 0 ? 0xFFu << (8 * k) : 0;
        }

        _words[offset] = (_words[offset] & ~mask) | (value & mask);
    }
}
