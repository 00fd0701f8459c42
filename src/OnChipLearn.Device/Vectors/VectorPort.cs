using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;
using PpuSim.AddressMap;

namespace OnChipLearn.Device;

/// <summary>
/// The parallel port of the vector unit: whole rows of the own hemisphere and FPGA memory, in an address space of its own
/// (<see cref="VectorPortMap"/>, ppu-reference 3.10 and 4.4). Accesses happen in program order among themselves; against SRAM accesses only
/// <see cref="Processor.Synchronize"/> orders them. A conditional read is left out: what the disabled bytes become is not known from silicon.
/// </summary>
public static class VectorPort
{
    /// <summary>Reads 128 bytes from a 32-bit port address.</summary>
    [PpuInstruction("fxvinx")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB Read(uint address) => DeviceContext.Device.ReadVector(address);

    /// <summary>Writes 128 bytes to a 32-bit port address.</summary>
    [PpuInstruction("fxvoutx")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(uint address, VectorB value) =>
        DeviceContext.Device.WriteVector(address, value, VectorRegisters.AllBytes);

    /// <summary>Writes only the bytes where the condition holds: the way to modify single synapses.</summary>
    [PpuInstruction("fxvoutx")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(uint address, VectorB value, Condition condition) =>
        DeviceContext.Device.WriteVector(address, value, DeviceContext.Registers.Mask(condition));
}
