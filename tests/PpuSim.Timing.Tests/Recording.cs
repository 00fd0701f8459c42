namespace PpuSim.Timing.Tests;

/// <summary>What a core did, in the order in which it did it.</summary>
internal sealed class Recording
{
    public List<(uint Pc, long Cycle)> Issues { get; } = [];

    public List<(uint Vector, uint ReturnAddress, long Cycle)> Interrupts { get; } = [];

    public List<(bool Asleep, long Cycle)> Sleep { get; } = [];

    public readonly struct Probe(Recording recording) : IProbe
    {
        public void Issue(long cycle, uint pc, MicroOp op) => recording.Issues.Add((pc, cycle));

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

        public void Interrupt(long cycle, uint vector, uint returnAddress) => recording.Interrupts.Add((vector, returnAddress, cycle));

        void IProbe.Sleep(long cycle, bool asleep) => recording.Sleep.Add((asleep, cycle));
    }
}
