namespace PpuSim.Timing;

/// <summary>Two observers of one core; the first hears of an event first.</summary>
public struct ProbePair<TFirst, TSecond>(TFirst first, TSecond second) : IProbe
    where TFirst : struct, IProbe
    where TSecond : struct, IProbe
{
    private TFirst _first = first;
    private TSecond _second = second;

    public static bool CountsSaturations => TFirst.CountsSaturations || TSecond.CountsSaturations;

    public static ProbeEvents Hears => TFirst.Hears | TSecond.Hears;

    public bool HearsStores(uint address) => _first.HearsStores(address) || _second.HearsStores(address);

    public void Issue(long cycle, uint pc, MicroOp op)
    {
        _first.Issue(cycle, pc, op);
        _second.Issue(cycle, pc, op);
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
        _first.Pass(cycle, pc, op);
        _second.Pass(cycle, pc, op);
    }

    public void Stall(long cycle, uint pc, StallCause cause)
    {
        _first.Stall(cycle, pc, cause);
        _second.Stall(cycle, pc, cause);
    }

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
        _first.Memory(cycle, address, size, value, access);
        _second.Memory(cycle, address, size, value, access);
    }

    public void VectorExecute(long cycle, MicroOp op, int saturated)
    {
        _first.VectorExecute(cycle, op, saturated);
        _second.VectorExecute(cycle, op, saturated);
    }

    public void Interrupt(long cycle, uint vector, uint returnAddress)
    {
        _first.Interrupt(cycle, vector, returnAddress);
        _second.Interrupt(cycle, vector, returnAddress);
    }

    public void Sleep(long cycle, bool asleep)
    {
        _first.Sleep(cycle, asleep);
        _second.Sleep(cycle, asleep);
    }
}
