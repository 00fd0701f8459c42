using PpuSim.AddressMap;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>Counts of instructions and of accesses to the SRAM.</summary>
internal sealed class EventCounts
{
    private const int Passes = byte.MaxValue + 1;
    private const int FirstAccess = Passes + 1;

    public long[] Counts { get; } = new long[FirstAccess + 4];

    internal readonly struct Probe(EventCounts counts) : ICountingProbe
    {
        public static ProbeEvents Hears => ProbeEvents.Instructions | ProbeEvents.Loads | ProbeEvents.Stores;

        public long[] Counts => counts.Counts;

        public void Issue(long cycle, uint pc, MicroOp op) => Counts[(int)op.Op]++;

        public void Pass(long cycle, uint pc, MicroOp op) => Counts[Passes]++;

        public void Stall(long cycle, uint pc, StallCause cause)
        {
        }

        public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access) => Counts[FirstAccess + (int)access] += MemoryMap.IsSram(address) ? 1 : 0;

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
}
