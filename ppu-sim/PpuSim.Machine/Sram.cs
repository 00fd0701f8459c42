using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PpuSim.AddressMap;

namespace PpuSim.Machine;

/// <summary>The PPU's private memory: 16 KiB, big-endian.</summary>
public sealed class Sram
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(MemoryMap.SramBytes, pinned: true);

    public Span<byte> Bytes => _bytes;

    /// <summary>First byte; the memory does not move.</summary>
    public unsafe byte* Pointer => (byte*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadWord(uint address) =>
        BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref _bytes[address & (MemoryMap.SramBytes - 4)]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteWord(uint address, uint value) =>
        Unsafe.WriteUnaligned(ref _bytes[address & (MemoryMap.SramBytes - 4)], BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Writes the bytes of a word selected by <paramref name="byteEnables"/> (bit 3 = byte at the lowest address).</summary>
    public void WriteBytes(uint address, uint value, int byteEnables)
    {
        var at = (int)(address & (MemoryMap.SramBytes - 4));
        for (var k = 0; k < 4; k++)
        {
            if ((byteEnables >> (3 - k) & 1) != 0)
            {
                _bytes[at + k] = (byte)(value >> (24 - 8 * k));
            }
        }
    }
}
