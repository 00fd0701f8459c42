namespace OnChipLearn.Device;

/// <summary>
/// The sample player in the FPGA: it holds the data set as event lists with labels, and plays sample n when a processor writes n to the request
/// register. It knows no weight, gradient or result. The record of the running sample lies in FPGA block RAM.
/// </summary>
public static class SamplePlayerMap
{
    /// <summary>Byte address of the request register; a posted write of the sample number starts the next trial period.</summary>
    public const uint Request = 0x6008_0000;

    /// <summary>Byte offset of the stimulus records in block RAM, one for even and one for odd trials.</summary>
    public const uint Record = 0x0000;

    /// <summary>Distance of the two records in bytes.</summary>
    public const uint RecordStride = 0x0080;

    /// <summary>Word of a record with the sample number; label, event count and events follow.</summary>
    public const uint SampleWord = 0;

    /// <summary>Word of a record with the label.</summary>
    public const uint LabelWord = 1;
}
