namespace OnChipLearn.Device;

/// <summary>
/// Registers of the sample player in the FPGA, the last words of the DRAM window. The player holds the data set as event lists with labels and plays
/// sample n in the next trial period when a processor writes n to <see cref="Request"/>. It knows no weight, gradient or result.
/// </summary>
public static class SamplePlayerMap
{
    /// <summary>Byte address of the request register, write only.</summary>
    public const uint Request = 0x5FFF_FFE0;

    /// <summary>Byte address of the number of trials begun.</summary>
    public const uint TrialsBegun = 0x5FFF_FFE4;

    /// <summary>Byte address of the number of periods in which no request was waiting.</summary>
    public const uint MissedDeadlines = 0x5FFF_FFE8;
}
