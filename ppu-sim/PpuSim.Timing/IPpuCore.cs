using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>A core without its probe's type: what chip, debugger and command line need.</summary>
public interface IPpuCore
{
    long Cycle { get; }

    long Issues { get; }

    long Instructions { get; }

    IReadOnlyList<long> Stalls { get; }

    ScalarState State { get; }

    VectorState VectorState { get; }

    Sram Sram { get; }

    bool IsAsleep { get; }

    /// <summary>True while something inside the core, or an input that is already set, can end its sleep.</summary>
    bool CanWake { get; }

    uint Pc { get; }

    /// <summary>Doorbell line; a rising edge requests an interrupt.</summary>
    bool Doorbell { get; set; }

    /// <summary>General purpose input pins 0..3, read as SPR GIN.</summary>
    uint Pins { get; set; }

    void Reset();

    /// <summary>Simulates one cycle.</summary>
    void Step();

    /// <summary>Simulates at least one cycle, and waits out answers up to <paramref name="limit"/>; inputs must not change before.</summary>
    void Step(long limit);

    void RunUntil(long cycle);

    bool RunUntilSleep(long limit);

    void WriteSram(uint address, uint value, int byteEnables = 15);
}
