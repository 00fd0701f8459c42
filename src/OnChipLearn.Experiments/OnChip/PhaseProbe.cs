using PpuSim.Timing;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>Tells a <see cref="PhaseLog"/> of a core's stores.</summary>
public readonly struct PhaseProbe(PhaseLog log) : IProbe
{
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
        if (access is MemoryAccess.ScalarStore or MemoryAccess.VectorStore)
        {
            log.Store(cycle, address, value);
        }
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
