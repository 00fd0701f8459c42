using System.Buffers.Binary;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>
/// What a core is connected to when there is no chip: FPGA block RAM and DRAM, an Omnibus and a vector I/O space that remember what was written. Untouched
/// memory reads 0. FPGA memory keeps the reversed word order of vector accesses (ppu-reference section 4.4).
/// </summary>
public sealed class StandalonePorts(PortLatencies latencies) : IDataPort, IVectorPort, IInstructionMemory
{
    private const int PageBytes = 4096;
    private const uint VectorUnit = 16;

    private readonly Dictionary<uint, byte[]> _pages = [];
    private readonly Dictionary<uint, byte[]> _rows = [];
    private long _linkFree;

    /// <summary>True for scalar addresses that lead to memory or to the Omnibus.</summary>
    public static bool IsMapped(uint address) =>
        MemoryMap.IsSram(address) || address >= MemoryMap.OmnibusBase || IsBlockRam(address) || IsDram(address);

    public uint Fetch(uint address) => ReadWord(DataAddressOfFetch(address));

    int IDataPort.AcceptDelay(uint address, bool write, long cycle) => 0;

    public uint Read(uint address, long cycle, out int latency)
    {
        latency = address >= MemoryMap.OmnibusBase ? latencies.Omnibus : latencies.FpgaWordLoad;
        return IsMapped(address) ? ReadWord(address) : 0;
    }

    public int Write(uint address, uint value, int byteEnables, long cycle)
    {
        if (IsMapped(address))
        {
            var page = Page(address);
            for (var k = 0; k < 4; k++)
            {
                if ((byteEnables >> (3 - k) & 1) != 0)
                {
                    page[address % PageBytes + k] = (byte)(value >> (24 - 8 * k));
                }
            }
        }

        return address >= MemoryMap.OmnibusBase ? latencies.Omnibus : latencies.FpgaWordStore;
    }

    // A posted store returns at once and keeps the link busy; the next FPGA access waits for the link.
    int IVectorPort.AcceptDelay(uint address, bool write, long cycle) =>
        address >= VectorPortMap.FpgaBlockRam ? (int)Math.Max(0, _linkFree - cycle) : 0;

    public int Read(uint address, Span<byte> bytes, long cycle)
    {
        if (address >= VectorPortMap.FpgaBlockRam)
        {
            var start = FpgaAddress(address);
            for (var k = 0; k < bytes.Length; k++)
            {
                var at = start + Reversed(k, bytes.Length);
                bytes[k] = Page(at)[at % PageBytes];
            }

            return latencies.FpgaVectorLoad;
        }

        if (_rows.TryGetValue(address & ~VectorPortMap.Buffered, out var row))
        {
            row.AsSpan(0, bytes.Length).CopyTo(bytes);
        }
        else
        {
            bytes.Clear();
        }

        var converts = address is >= VectorPortMap.Causal and < VectorPortMap.Random;
        return converts ? latencies.Conversion : latencies.Row;
    }

    public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle)
    {
        if (address >= VectorPortMap.FpgaBlockRam)
        {
            var start = FpgaAddress(address);
            for (var k = 0; k < bytes.Length; k++)
            {
                if (enables[k] != 0)
                {
                    var at = start + Reversed(k, bytes.Length);
                    Page(at)[at % PageBytes] = bytes[k];
                }
            }

            _linkFree = cycle + latencies.FpgaVectorStoreService;
            return latencies.FpgaVectorStore;
        }

        if (!_rows.TryGetValue(address, out var row))
        {
            _rows[address] = row = new byte[bytes.Length];
        }

        for (var k = 0; k < bytes.Length; k++)
        {
            row[k] = enables[k] != 0 ? bytes[k] : row[k];
        }

        return latencies.Row;
    }

    /// <summary>Writes bytes into FPGA memory, as a host does before the start.</summary>
    public void Load(uint address, ReadOnlySpan<byte> bytes)
    {
        for (var k = 0; k < bytes.Length; k++)
        {
            var at = address + (uint)k;
            Page(at)[at % PageBytes] = bytes[k];
        }
    }

    /// <summary>The data address of an instruction address in FPGA memory.</summary>
    public static uint DataAddressOfFetch(uint address) =>
        address >= MemoryMap.DramFetchBase ? address - MemoryMap.DramFetchBase + MemoryMap.DramBase : address - MemoryMap.BlockRamFetchBase + MemoryMap.BlockRamBase;

    private static bool IsBlockRam(uint address) => address - MemoryMap.BlockRamBase < MemoryMap.BlockRamBytes;

    private static bool IsDram(uint address) => address - MemoryMap.DramBase < MemoryMap.DramBytes;

    private static uint FpgaAddress(uint address) => address >= VectorPortMap.FpgaDram
        ? MemoryMap.DramBase + (address - VectorPortMap.FpgaDram) * VectorUnit % MemoryMap.DramBytes
        : MemoryMap.BlockRamBase + (address - VectorPortMap.FpgaBlockRam) * VectorUnit % MemoryMap.BlockRamBytes;

    private static uint Reversed(int index, int length) => (uint)(length - 4 - (index & ~3) + (index & 3));

    private uint ReadWord(uint address) =>
        _pages.TryGetValue(address / PageBytes, out var page) ? BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan((int)(address % PageBytes) & ~3)) : 0;

    private byte[] Page(uint address)
    {
        if (!_pages.TryGetValue(address / PageBytes, out var page))
        {
            _pages[address / PageBytes] = page = new byte[PageBytes];
        }

        return page;
    }
}
