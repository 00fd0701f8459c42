using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>A hash over everything that a core tells its observer, in order.</summary>
internal sealed class EventLog
{
    public long Count { get; private set; }

    public ulong Hash { get; private set; }

    private void Add(char what, long cycle, ulong detail)
    {
        Count++;
        Hash = (Hash ^ what ^ ((ulong)cycle << 8) ^ (detail << 32 | detail >> 32)) * 0x9e3779b97f4a7c15;
        Hash ^= Hash >> 29;
    }

    internal readonly struct Probe(EventLog log) : IProbe
    {
        public static bool CountsSaturations => true;

        public void Issue(long cycle, uint pc, MicroOp op) => log.Add('i', cycle, pc ^ (ulong)op.Word << 20 ^ (ulong)op.Step);

        public void Pass(long cycle, uint pc, MicroOp op) => log.Add('p', cycle, pc);

        public void Stall(long cycle, uint pc, StallCause cause) => log.Add('s', cycle, pc ^ (ulong)cause << 20);

        public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access) => log.Add('m', cycle, address ^ (ulong)value << 20 ^ (ulong)size ^ (ulong)access << 4);

        public void VectorExecute(long cycle, MicroOp op, int saturated) => log.Add('v', cycle, op.Word ^ (ulong)saturated << 40);

        public void Interrupt(long cycle, uint vector, uint returnAddress) => log.Add('x', cycle, vector ^ (ulong)returnAddress << 20);

        public void Sleep(long cycle, bool asleep) => log.Add('z', cycle, asleep ? 1u : 0);
    }
}
