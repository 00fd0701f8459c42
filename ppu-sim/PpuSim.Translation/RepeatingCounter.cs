using PpuSim.AddressMap;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// Between control and an observer that counts. It hears of repeated orders, too, because a trace is counted as a whole; but the slots of their accesses may have
/// other contents by now, so that the place is told by an address of its kind.
/// </summary>
internal readonly struct RepeatingCounter<TCounter>(TraceRecorder recorder, TCounter counter) : IProbe
    where TCounter : struct, ICountingProbe
{
    private const uint Elsewhere = MemoryMap.OmnibusBase;

    public static bool CountsSaturations => TCounter.CountsSaturations;

    public static ProbeEvents Hears => TCounter.Hears;

    public bool HearsStores(uint address) => counter.HearsStores(address);

    public void Issue(long cycle, uint pc, MicroOp op) => counter.Issue(cycle, pc, op);

    public void Pass(long cycle, uint pc, MicroOp op) => counter.Pass(cycle, pc, op);

    public void Stall(long cycle, uint pc, StallCause cause) => counter.Stall(cycle, pc, cause);

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access) =>
        counter.Memory(cycle, !recorder.HasJustRepeated ? address : recorder.HasRepeatedSramAccess ? 0 : Elsewhere, size, value, access);

    public void VectorExecute(long cycle, MicroOp op, int saturated) => counter.VectorExecute(cycle, op, saturated);

    public void Interrupt(long cycle, uint vector, uint returnAddress) => counter.Interrupt(cycle, vector, returnAddress);

    public void Sleep(long cycle, bool asleep) => counter.Sleep(cycle, asleep);
}
