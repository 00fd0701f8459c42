namespace PpuSim.AddressMap;

/// <summary>
/// Registers of the sample player in the FPGA, the last words of the DRAM window (gateware of this project, not of the vendor). The player holds the
/// data set as event lists with labels and plays sample n in the next trial period when a processor writes n to <see cref="Request"/>. It knows no
/// weight, gradient or result.
/// </summary>
public static class SamplePlayerMap
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
