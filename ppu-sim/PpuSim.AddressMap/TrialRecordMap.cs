namespace PpuSim.AddressMap;

/// <summary>
/// Record of a trial in FPGA DRAM, two slots for even and odd trials. Words are in vector order: word i is word i mod 32 of the vector that the
/// parallel port loads from byte offset 128 * (i / 32). Header words, then the player's input events, then (path <c>fpga-dram</c>) the events
/// that came from the chip, in order of arrival: label in bits 31 to 16, ticks of 8 ns since the recorder's copy of the first input event in
/// bits 15 to 0. Events from the chip carry the latency of the link.
/// </summary>
public static class TrialRecordMap
{
    /// <summary>Byte offset of the slot of even trials in DRAM.</summary>
    public const uint Record = 0;

    /// <summary>Distance of the slots in bytes.</summary>
    public const uint Stride = 2048;

    /// <summary>Words of a slot.</summary>
    public const int Words = 512;

    /// <summary>Words before the first event.</summary>
    public const int HeaderWords = 8;

    /// <summary>Header word: sequence number, 1 for the first trial, written last.</summary>
    public const int SequenceWord = 0;

    /// <summary>Header word: number of the sample.</summary>
    public const int SampleWord = 1;

    /// <summary>Header word: label of the sample.</summary>
    public const int LabelWord = 2;

    /// <summary>Header word: number of input events.</summary>
    public const int InputsWord = 3;

    /// <summary>Header word: number of events from the chip.</summary>
    public const int EventsWord = 4;

    /// <summary>Header word: events that did not fit.</summary>
    public const int LostWord = 5;

    /// <summary>Header word: missed deadlines since the start.</summary>
    public const int MissedWord = 6;

    /// <summary>Scalar byte address of a header word (index below 32) in the slot of a trial (from 0).</summary>
    public static uint ScalarAddress(uint trial, int word) => MemoryMap.DramBase + Record + ((trial & 1) * Stride) + 124 - ((uint)word << 2);

    /// <summary>Port address of the first vector of the slot of a trial.</summary>
    public static uint PortAddress(uint trial) => VectorPortMap.FpgaDram + ((Record + ((trial & 1) * Stride)) >> 4);
}
