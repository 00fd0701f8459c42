namespace OnChipLearn.Chip.Omnibus;

/// <summary>A range of Omnibus words with a meaning of its own. Offsets count words from the start of the range.</summary>
internal interface IRegisterBlock
{
    /// <summary>Reads a word.</summary>
    uint Read(uint offset);

    /// <summary>Writes a word; byte enables: bit 3 = most significant byte.</summary>
    void Write(uint offset, uint value, int byteEnables);
}
