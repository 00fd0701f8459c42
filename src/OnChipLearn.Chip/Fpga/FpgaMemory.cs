using System.Buffers.Binary;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace OnChipLearn.Chip.Fpga;

/// <summary>
/// Memory behind the FPGA windows: 128 KiB of block RAM and 256 MiB of DRAM, the latter in pages that exist once written.
/// Byte order is that of the processor's scalar accesses (big-endian words). Vectors have reversed word order (reference section 4.4):
/// vector byte e lies at byte offset 124 - (e and 0x7C) + (e and 3).
/// </summary>
public sealed class FpgaMemory
{
    /// <summary>Bytes of block RAM.</summary>
    public const int BlockRamBytes = MemoryMap.BlockRamBytes;

    /// <summary>Bytes of DRAM.</summary>
    public const int DramBytes = MemoryMap.DramBytes;

    private const int VectorBytes = 128;
    private const int PageBytes = 1 << 16;
    private readonly byte[] _blockRam = new byte[BlockRamBytes];
    private readonly byte[]?[] _pages = new byte[DramBytes / PageBytes][];

    /// <summary>True if a scalar byte address lies in block RAM or DRAM.</summary>
    public static bool Contains(uint address) => address - MemoryMap.BlockRamBase < BlockRamBytes || address - MemoryMap.DramBase < DramBytes;

    /// <summary>Scalar byte address of a vector-port address (16-byte units).</summary>
    public static uint ScalarAddress(uint vectorAddress) => vectorAddress >= VectorPortMap.FpgaDram
        ? MemoryMap.DramBase + ((vectorAddress - VectorPortMap.FpgaDram) << 4)
        : MemoryMap.BlockRamBase + ((vectorAddress - VectorPortMap.FpgaBlockRam) << 4);

    /// <summary>Reads an aligned word; 0 outside the memories and where nothing was written.</summary>
    public uint ReadWord(uint address)
    {
        ReadOnlySpan<byte> bytes = Span(address, 4, false);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>Writes the bytes of an aligned word that <paramref name="byteEnables"/> selects (bit 3 = lowest address).</summary>
    public void WriteWord(uint address, uint value, int byteEnables = 15)
    {
        Span<byte> bytes = Span(address, 4, true);
        for (int k = 0; k < bytes.Length; k++)
        {
            if ((byteEnables >> (3 - k) & 1) != 0)
            {
                bytes[k] = (byte)(value >> (24 - (8 * k)));
            }
        }
    }

    /// <summary>Reads a vector whose 128 bytes begin at a scalar byte address.</summary>
    public void ReadVector(uint address, Span<byte> vector)
    {
        ReadOnlySpan<byte> bytes = Span(address, VectorBytes, false);
        if (bytes.IsEmpty)
        {
            vector.Clear();
            return;
        }

        for (int word = 0; word < VectorBytes; word += 4)
        {
            bytes.Slice(VectorBytes - 4 - word, 4).CopyTo(vector[word..]);
        }
    }

    /// <summary>Writes the enabled bytes of a vector.</summary>
    public void WriteVector(uint address, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> enables)
    {
        Span<byte> bytes = Span(address, VectorBytes, true);
        for (int e = 0; e < bytes.Length; e++)
        {
            if (enables[e] != 0)
            {
                bytes[124 - (e & 0x7C) + (e & 3)] = vector[e];
            }
        }
    }

    // Empty outside the memories, and for reads of pages that nobody wrote. Vectors are 16-byte aligned and may straddle a page only at its end.
    private Span<byte> Span(uint address, int length, bool create)
    {
        uint offset = address - MemoryMap.BlockRamBase;
        if (offset <= BlockRamBytes - (uint)length)
        {
            return _blockRam.AsSpan((int)offset, length);
        }

        offset = address - MemoryMap.DramBase;
        if (offset > DramBytes - (uint)length || (offset % PageBytes) + length > PageBytes)
        {
            return default;
        }

        ref byte[]? page = ref _pages[offset / PageBytes];
        if (page is null && create)
        {
            page = new byte[PageBytes];
        }

        return page is null ? default : page.AsSpan((int)(offset % PageBytes), length);
    }
}
