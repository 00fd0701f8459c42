using OnChipLearn.Chip.Configuration;
using PpuSim.Machine;

namespace OnChipLearn.Chip.Fpga;

/// <summary>
/// Form of a trial's record in FPGA DRAM. Words are in vector order: word i of a record is word i mod 32 of the vector that a processor loads from
/// byte offset 128 * (i / 32) of the record. Header words 0..7: sequence number (1 for the first trial, written last), sample number, label,
/// number of input events, number of spikes, spikes lost, missed deadlines so far, 0. Then the input events, then the spikes (path fpga-dram only),
/// each 32 bits: 31..16 label, 15..0 time in 8 ns ticks after the recorder's copy of the first input event.
/// </summary>
public static class TrialRecord
{
    /// <summary>Sequence number of the trial; equal to the awaited number when the record is complete.</summary>
    public const int Sequence = 0;

    /// <summary>Sample number.</summary>
    public const int Sample = 1;

    /// <summary>Label of the sample.</summary>
    public const int Label = 2;

    /// <summary>Number of input events.</summary>
    public const int Inputs = 3;

    /// <summary>Number of spikes in the record.</summary>
    public const int Spikes = 4;

    /// <summary>Spikes that did not fit.</summary>
    public const int Lost = 5;

    /// <summary>Missed deadlines since the start.</summary>
    public const int Missed = 6;

    /// <summary>Scalar byte address of word <paramref name="index"/> of a record whose sequence number is given.</summary>
    public static uint Address(TrialConfiguration trials, long sequence, int index)
    {
        uint slot = (uint)((sequence - 1) % trials.RecordSlots);
        uint record = MemoryMap.DramBase + (uint)trials.RecordOffset + (slot * 4 * (uint)trials.RecordWords);
        return record + (128 * ((uint)index / 32)) + 124 - (4 * ((uint)index % 32));
    }

    /// <summary>An event word.</summary>
    public static uint Event(ushort label, long tick) => ((uint)label << 16) | (ushort)Math.Clamp(tick, 0, ushort.MaxValue);
}
