using PpuSim.Timing;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>Hears of every store of a core.</summary>
public interface IStoreObserver
{
    /// <summary>A store: a scalar, or a word of a vector.</summary>
    /// <param name="cycle">Cycle of the core.</param>
    /// <param name="address">Byte address.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="value">Value, right-aligned.</param>
    void Store(long cycle, uint address, int size, uint value);
}

/// <summary>Tells a <see cref="PhaseLog"/> and perhaps another observer of a core's stores.</summary>
public readonly struct StoreProbe(PhaseLog log, IStoreObserver? other = null) : IProbe
{
    public static ProbeEvents Hears => ProbeEvents.Stores;

    public bool HearsStores(uint address) => other is not null || log.Hears(address);

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
            log.Store(cycle, address, size, value);
            other?.Store(cycle, address, size, value);
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
