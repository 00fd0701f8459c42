using System.Runtime.CompilerServices;

namespace OnChipLearn.Device;

/// <summary>The on-chip Omnibus by word address (<see cref="OmnibusMap"/>): byte address 0x8000_0000 + 4 * word (ppu-reference 4.1).</summary>
public static class Omnibus
{
    /// <summary>Byte address of word 0 in a processor's data space.</summary>
    public const uint Window = 0x8000_0000;

    /// <summary>Reads the register or memory word at an Omnibus word address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(uint word) => Bus.ReadWord(Window + (word << 2));

    /// <summary>Writes the register or memory word at an Omnibus word address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(uint word, uint value) => Bus.WriteWord(Window + (word << 2), value);
}
