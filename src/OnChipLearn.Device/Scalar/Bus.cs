using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <summary>
/// 32-bit words on the data bus outside the own SRAM: FPGA windows (bit 30 of the address) and the on-chip Omnibus (bit 31); ppu-reference 4.1.
/// Accesses are never moved, merged or removed. Writes are posted.
/// </summary>
public static class Bus
{
    /// <summary>Reads the word at a byte address, a multiple of 4 and at least 0x4000_0000.</summary>
    [PpuInstruction("lwz")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadWord(uint byteAddress) => DeviceContext.Device.ReadWord(byteAddress);

    /// <summary>Writes the word at a byte address, a multiple of 4 and at least 0x4000_0000.</summary>
    [PpuInstruction("stw")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteWord(uint byteAddress, uint value) => DeviceContext.Device.WriteWord(byteAddress, value);
}
