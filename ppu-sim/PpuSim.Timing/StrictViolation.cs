namespace PpuSim.Timing;

/// <summary>A program did something that the chip would not define.</summary>
public sealed class StrictViolation : Exception
{
    public StrictViolation(long cycle, uint pc, string problem)
        : base($"cycle {cycle}, pc 0x{pc:x4}: {problem}")
    {
        Cycle = cycle;
        Pc = pc;
    }

    public long Cycle { get; }

    public uint Pc { get; }
}
