using OnChipLearn.Analog;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Configuration;

/// <summary>Trials of the sample player, and where their records go. Times in PPU cycles (4 ns).</summary>
public sealed record TrialConfiguration
{
    /// <summary>Largest trial: time stamps have 16 bits of 8 ns.</summary>
    public const int LargestDurationCycles = 65535 * PpuClock.CyclesPerTick;

    /// <summary>Distance of trial starts: a new trial begins only on this grid. Default 30 us.</summary>
    public int PeriodCycles { get; init; } = 30 * PpuClock.CyclesPerMicrosecond;

    /// <summary>Length of the emulation and of the recording, at most the period. Default 30 us.</summary>
    public int DurationCycles { get; init; } = 30 * PpuClock.CyclesPerMicrosecond;

    /// <summary>Observation path.</summary>
    public SpikePath SpikePath { get; init; } = SpikePath.FpgaDram;

    /// <summary>State of the analog core at the start of a trial.</summary>
    public TrialIsolation Isolation { get; init; } = TrialIsolation.Rest;

    /// <summary>DRAM byte offset of the records, a multiple of 128.</summary>
    public int RecordOffset { get; init; }

    /// <summary>Words of one record, header included, a multiple of 32. Spikes that do not fit are counted.</summary>
    public int RecordWords { get; init; } = TrialRecordMap.Words;

    /// <summary>Records that are kept; record k of a run goes to slot k modulo this number.</summary>
    public int RecordSlots { get; init; } = 2;

    /// <summary>Depth of each event FIFO in words.</summary>
    public int FifoDepth { get; init; } = 256;

    /// <summary>
    /// Label that begins a record when a processor stimulates the chip itself; null when the sample player does.
    /// </summary>
    public ushort? MarkerLabel { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ChipInputException">A value is out of range.</exception>
    public void Validate()
    {
        Check(nameof(DurationCycles), DurationCycles, 2, LargestDurationCycles);
        Check(nameof(PeriodCycles), PeriodCycles, DurationCycles, 1 << 30);
        Check(nameof(RecordSlots), RecordSlots, 1, 1024);
        Check(nameof(FifoDepth), FifoDepth, 1, 65536);
        Check(nameof(RecordWords), RecordWords, 32, 1 << 20);
        Multiple(nameof(RecordWords), RecordWords, 32);
        Multiple(nameof(PeriodCycles), PeriodCycles, PpuClock.CyclesPerTick);
        Multiple(nameof(RecordOffset), RecordOffset, 128);
        long bytes = 4L * RecordWords * RecordSlots;
        Check(nameof(RecordOffset), RecordOffset, 0, Fpga.FpgaMemory.DramBytes - SamplePlayerMap.Bytes - bytes);
    }

    private static void Check(string name, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            throw new ChipInputException("trials", name, value.ToString(), $"{low}..{high}");
        }
    }

    private static void Multiple(string name, int value, int unit)
    {
        if (value % unit != 0)
        {
            throw new ChipInputException("trials", name, value.ToString(), $"a multiple of {unit}");
        }
    }
}
