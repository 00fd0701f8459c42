namespace PpuSim.AddressMap;

/// <summary>
/// Observation path <c>event-fifo</c>, a proposed queue beside each processor, as Omnibus words. Records as in <see cref="TrialRecordMap"/>, timed
/// from the chip's copy of the first input event.
/// </summary>
public static class EventFifoMap
{
    /// <summary>The top processor's queue: a read takes the oldest record.</summary>
    public const uint Top = 0x0018_0000;

    /// <summary>The bottom processor's queue.</summary>
    public const uint Bottom = Top + OmnibusMap.Block;

    /// <summary>Offset of the number of records lost since the start.</summary>
    public const uint LostWord = 2;

    /// <summary>What a read of an empty queue gives.</summary>
    public const uint Empty = 0xFFFF_FFFE;

    /// <summary>The record that closes a trial.</summary>
    public const uint EndOfTrial = 0xFFFF_FFFF;
}
