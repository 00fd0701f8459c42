namespace OnChipLearn.Device.Host;

/// <summary>
/// What the host's implementation of the vocabulary needs of a processor's surroundings: a simulated chip or a test double implements it once per
/// processor. Firmware does not see it. No member may allocate in steady state.
/// </summary>
public interface IDevice
{
    /// <summary>Reads 128 bytes from the parallel port; byte k is bus lane k.</summary>
    VectorB ReadVector(uint address);

    /// <summary>Writes the bytes of <paramref name="value"/> whose byte in <paramref name="enables"/> is not zero (it is 0xFF or 0).</summary>
    void WriteVector(uint address, VectorB value, VectorB enables);

    /// <summary>Reads a word of the data bus outside the own SRAM.</summary>
    uint ReadWord(uint byteAddress);

    /// <summary>Writes a word of the data bus outside the own SRAM.</summary>
    void WriteWord(uint byteAddress, uint value);

    /// <summary>Low word of the time base in cycles of 4 ns.</summary>
    uint TimeBase();

    /// <summary>The processor goes to sleep; returns when it is woken.</summary>
    void Wait();

    /// <summary>The processor looks at memory that others write: they may run now.</summary>
    void Poll();

    /// <summary>Appends a character to the mailbox text.</summary>
    void WriteMailbox(byte character);
}
