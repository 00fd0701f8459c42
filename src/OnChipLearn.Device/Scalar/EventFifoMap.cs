namespace OnChipLearn.Device;

/// <summary>
/// Observation path <c>event-fifo</c>, a proposed memory-mapped queue beside each processor: Omnibus words. One read of <see cref="Top"/> (plus
/// <see cref="OmnibusMap.Hemisphere"/> for the bottom processor) takes the oldest record, in the format of <see cref="SpikeRecordMap"/>.
/// </summary>
public static class EventFifoMap
{
    /// <summary>Data word of the top processor's queue.</summary>
    public const uint Top = 0x02A8_0000;

    /// <summary>Dropped records since the last read of this word, at the data word plus this.</summary>
    public const uint DroppedWord = 1;

    /// <summary>What a read of an empty queue gives.</summary>
    public const uint Empty = 0xFFFF_FFFF;

    /// <summary>The record that closes a trial.</summary>
    public const uint EndOfTrial = 0xFFFF_FFFE;
}
