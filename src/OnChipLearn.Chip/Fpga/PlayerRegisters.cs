using PpuSim.Machine;

namespace OnChipLearn.Chip.Fpga;

/// <summary>
/// Registers of the sample player in the processors' scalar space: the last words of the DRAM window (gateware of this project, not of the vendor).
/// </summary>
public static class PlayerRegisters
{
    /// <summary>Size of the register block in bytes.</summary>
    public const int Bytes = 32;

    /// <summary>Byte address of the block.</summary>
    public const uint Base = MemoryMap.DramBase + MemoryMap.DramBytes - Bytes;

    /// <summary>Write: number of the sample to play next. One request may wait; a further one replaces it and is counted.</summary>
    public const uint Request = Base;

    /// <summary>Read: trials begun.</summary>
    public const uint TrialsBegun = Base + 4;

    /// <summary>Read: periods in which no request was waiting.</summary>
    public const uint MissedDeadlines = Base + 8;

    /// <summary>Read: records completed.</summary>
    public const uint RecordsCompleted = Base + 12;

    /// <summary>Read: samples loaded.</summary>
    public const uint SampleCount = Base + 16;
}
