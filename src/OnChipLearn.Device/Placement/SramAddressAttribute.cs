namespace OnChipLearn.Device;

/// <summary>
/// Places a static array at a fixed byte address of the processor's own SRAM (0 to 0x3FFF), where the other processor, the host or the
/// FPGA can find it. Such an array holds 32-bit elements, because everyone else sees SRAM through 32-bit words.
/// </summary>
/// <param name="byteAddress">Byte address, a multiple of 4.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SramAddressAttribute(int byteAddress) : Attribute
{
    /// <summary>Byte address in the own SRAM.</summary>
    public int ByteAddress { get; } = byteAddress;
}
