namespace OnChipLearn.Analog;

/// <summary>
/// The one clock of the model. PPU cycles own time: 250 MHz, 4 ns (reference section 5.5, output core1).
/// Event time of the FPGA and of all host software counts 125 MHz ticks of 8 ns (reference section 5.2).
/// </summary>
public static class PpuClock
{
    /// <summary>PPU cycles per microsecond of chip time.</summary>
    public const int CyclesPerMicrosecond = 250;

    /// <summary>PPU cycles per event-clock tick (8 ns / 4 ns).</summary>
    public const int CyclesPerTick = 2;

    /// <summary>Length of one PPU cycle in nanoseconds.</summary>
    public const double NanosecondsPerCycle = 4.0;

    /// <summary>Cycle at or after a time in microseconds; a time within a hundredth of a cycle of the grid counts as on it.</summary>
    public static long CycleAtOrAfter(double microseconds) => (long)Math.Ceiling((microseconds * CyclesPerMicrosecond) - 0.01);

    /// <summary>Time in microseconds of a (possibly fractional) cycle.</summary>
    public static double Microseconds(double cycles) => cycles / CyclesPerMicrosecond;
}
