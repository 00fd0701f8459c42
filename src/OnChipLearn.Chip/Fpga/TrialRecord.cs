using OnChipLearn.Chip.Configuration;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace OnChipLearn.Chip.Fpga;

/// <summary>Where the recorder writes the words of a trial's record (<see cref="TrialRecordMap"/>), for any number and size of slots.</summary>
public static class TrialRecord
{
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
