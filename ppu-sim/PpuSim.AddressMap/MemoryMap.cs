namespace PpuSim.AddressMap;

/// <summary>The byte address space of one PPU (ppu-reference section 4.1). What lies behind its windows: <see cref="VectorPortMap"/>, <see cref="OmnibusMap"/>, <see cref="SamplePlayerMap"/>, <see cref="TrialRecordMap"/>.</summary>
public static class MemoryMap
{
    /// <summary>Private SRAM: 16 KiB for code and data.</summary>
    public const uint SramBase = 0x0000_0000;
    public const int SramBytes = 16384;

    /// <summary>FPGA block RAM, data window.</summary>
    public const uint BlockRamBase = 0x4000_0000;
    public const int BlockRamBytes = 128 * 1024;

    /// <summary>FPGA DRAM, data window.</summary>
    public const uint DramBase = 0x5000_0000;
    public const int DramBytes = 256 * 1024 * 1024;

    /// <summary>Omnibus of the FPGA's executor, behind the FPGA window.</summary>
    public const uint ExecutorBase = 0x6000_0000;

    /// <summary>Data accesses with bit 31 set: on-chip Omnibus, byte address = this + 4 x word address.</summary>
    public const uint OmnibusBase = 0x8000_0000;

    /// <summary>Instruction fetches with bit 31 set: FPGA block RAM through the instruction cache.</summary>
    public const uint BlockRamFetchBase = 0x8000_0000;

    /// <summary>Instruction fetches: FPGA DRAM through the instruction cache.</summary>
    public const uint DramFetchBase = 0x9000_0000;

    /// <summary>Mailbox of the vendor's software: the last 4 KiB of the SRAM, text written byte by byte.</summary>
    public const uint MailboxBase = 0x0000_3000;
    public const int MailboxBytes = 4096;

    public static bool IsSram(uint address) => address < SramBytes;
}
