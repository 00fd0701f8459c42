namespace PpuSim.Timing;

/// <summary>Observes nothing.</summary>
public readonly struct NoProbe : ICountingProbe
{
    public static ProbeEvents Hears => ProbeEvents.None;

    public long[] Counts => [];

    public void Issue(long cycle, uint pc, MicroOp op)
    {
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
    }

    public void Stall(long cycle, uint pc, StallCause cause)
    {
    }

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
    }

    public void VectorExecute(long cycle, MicroOp op, int saturated)
    {
    }

    public void Interrupt(long cycle, uint vector, uint returnAddress)
    {
    }

    public void Sleep(long cycle, bool asleep)
    {
    }
}
