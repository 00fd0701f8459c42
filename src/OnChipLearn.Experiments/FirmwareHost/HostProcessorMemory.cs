using OnChipLearn.Chip;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>A host processor's SRAM as the Omnibus sees it: only the arrays at fixed addresses.</summary>
internal sealed class HostProcessorMemory(HostProcessor processor) : IProcessor
{
    public bool IsAsleep => false;

    public uint ReadSram(uint address) => processor.ReadSram((int)address >> 2);

    public void WriteSram(uint address, uint value, int byteEnables) => processor.WriteSram((int)address >> 2, value);

    public void Release()
    {
    }
}
