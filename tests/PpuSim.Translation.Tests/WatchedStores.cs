using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>A hash over the stores to some words, in order.</summary>
internal sealed class WatchedStores
{
    // One word of so many, in steps that are no power of two.
    private const uint Distance = 37;

    public ulong Hash { get; private set; }

    private void Add(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
        if (IsWatched(address))
        {
            Hash = (Hash ^ (ulong)cycle ^ (ulong)address << 20 ^ (ulong)value << 30 ^ (ulong)size << 10 ^ (ulong)access << 14) * 0x9e3779b97f4a7c15;
            Hash ^= Hash >> 29;
        }
    }

    private static bool IsWatched(uint address) => address / sizeof(uint) % Distance == 0;

    internal readonly struct Probe(WatchedStores stores) : IProbe
    {
        public static ProbeEvents Hears => ProbeEvents.Stores;

        public bool HearsStores(uint address) => IsWatched(address);

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
                stores.Add(cycle, address, size, value, access);
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
}
