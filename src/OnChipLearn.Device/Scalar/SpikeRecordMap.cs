namespace OnChipLearn.Device;

/// <summary>
/// Observation path <c>fpga-dram</c>: the recorder in the FPGA writes the events of a trial to block RAM, for even and odd trials in turn.
/// Header words, then one word per event in order of time: label in bits 31 to 16, ticks of 8 ns since the trial's first event in bits 15 to 0.
/// Words ascend in memory, so a vector read of the port delivers each block of 32 words in descending order (ppu-reference 4.4).
/// </summary>
public static class SpikeRecordMap
{
    /// <summary>Byte offset of the record of even trials in block RAM.</summary>
    public const uint Record = 0x0400;

    /// <summary>Distance of the two records in bytes: room for <see cref="Capacity"/> events.</summary>
    public const uint RecordStride = 0x0800;

    /// <summary>Word with the number of completed trials, written last.</summary>
    public const uint CompletedWord = 0;

    /// <summary>Word with the number of events recorded.</summary>
    public const uint CountWord = 1;

    /// <summary>Word with the number of events dropped for lack of room.</summary>
    public const uint DroppedWord = 2;

    /// <summary>Words before the first event.</summary>
    public const int HeaderWords = 4;

    /// <summary>Events that a record holds.</summary>
    public const int Capacity = 508;
}
