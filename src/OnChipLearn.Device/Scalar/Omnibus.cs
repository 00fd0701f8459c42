using System.Runtime.CompilerServices;
using PpuSim.AddressMap;

namespace OnChipLearn.Device;

/// <summary>The on-chip Omnibus by word address (<see cref="OmnibusMap"/>): byte address <see cref="MemoryMap.OmnibusBase"/> + 4 * word (ppu-reference 4.1).</summary>
public static class Omnibus
{
    /// <summary>Reads the register or memory word at an Omnibus word address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(uint word) => Bus.ReadWord(MemoryMap.OmnibusBase + (word << 2));

    /// <summary>Writes the register or memory word at an Omnibus word address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(uint word, uint value) => Bus.WriteWord(MemoryMap.OmnibusBase + (word << 2), value);
}
