using PpuSim.Timing;

namespace OnChipLearn.Chip;

/// <summary>What the chip sees of a processor: its memory and its control lines, from the Omnibus.</summary>
public interface IProcessor
{
    /// <summary>Reads an SRAM word; byte address 0..0x3FFC.</summary>
    uint ReadSram(uint address);

    /// <summary>Writes the enabled bytes (bit 3 = lowest address) of an SRAM word.</summary>
    void WriteSram(uint address, uint value, int byteEnables);

    /// <summary>True for an SRAM word that only the processors access in a run, in the order of their accesses.</summary>
    bool IsShared(uint address) => false;

    /// <summary>The sleep output.</summary>
    bool IsAsleep { get; }

    /// <summary>Takes the processor out of reset.</summary>
    void Release();
}

/// <summary>A simulated core as the chip sees it.</summary>
/// <param name="core">The core.</param>
public sealed class CoreProcessor(IPpuCore core) : IProcessor
{
    /// <summary>The core.</summary>
    public IPpuCore Core => core;

    /// <inheritdoc/>
    public bool IsAsleep => core.IsAsleep;

    /// <inheritdoc/>
    public uint ReadSram(uint address) => core.Sram.ReadWord(address);

    /// <inheritdoc/>
    public void WriteSram(uint address, uint value, int byteEnables) => core.WriteSram(address, value, byteEnables);

    /// <inheritdoc/>
    public void Release() => core.Reset();
}
