using PpuSim.Timing;

namespace OnChipLearn.Chip;

/// <summary>A core that may have run ahead, as the chip sees it: only what both agree on can be accessed.</summary>
/// <param name="core">The core.</param>
/// <param name="processor">0 for the top one.</param>
/// <param name="now">Present cycle of the chip, in cycles of the core.</param>
internal sealed class CoupledProcessor(ICoupledCore core, int processor, Func<long> now) : IProcessor
{
    /// <inheritdoc/>
    public bool IsAsleep
    {
        get
        {
            Require(false, "the sleep output");
            return core.IsAsleep;
        }
    }

    /// <inheritdoc/>
    public bool IsShared(uint address) => core.IsShared(address);

    /// <inheritdoc/>
    public uint ReadSram(uint address)
    {
        Require(core.IsShared(address), $"SRAM address 0x{address:x4}");
        return core.Sram.ReadWord(address);
    }

    /// <inheritdoc/>
    public void WriteSram(uint address, uint value, int byteEnables)
    {
        Require(core.IsShared(address), $"SRAM address 0x{address:x4}");
        core.WriteSram(address, value, byteEnables);
    }

    /// <inheritdoc/>
    public void Release()
    {
        Require(false, "reset");
        core.Reset();
    }

    private void Require(bool isShared, string what)
    {
        if (!isShared && core.Reached > now())
        {
            throw new CoupledAccessException(processor, what);
        }
    }
}
