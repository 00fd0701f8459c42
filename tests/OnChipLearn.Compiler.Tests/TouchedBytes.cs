using PpuSim.Timing;
using Addresses = PpuSim.AddressMap.MemoryMap;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Which bytes of SRAM a program executes, reads and writes.</summary>
internal sealed class TouchedBytes
{
    public bool[] Executed { get; } = new bool[Addresses.SramBytes];

    public bool[] Read { get; } = new bool[Addresses.SramBytes];

    public bool[] Written { get; } = new bool[Addresses.SramBytes];

    private static void Mark(bool[] bytes, uint address, int size)
    {
        if (Addresses.IsSram(address))
        {
            bytes.AsSpan((int)address, size).Fill(true);
        }
    }

    /// <summary>Fills the marks while a core runs.</summary>
    public readonly struct Probe(TouchedBytes touched) : IProbe
    {
        public void Issue(long cycle, uint pc, MicroOp op) => Mark(touched.Executed, pc, 4);

        public void Pass(long cycle, uint pc, MicroOp op) => Mark(touched.Executed, pc, 4);

        public void Stall(long cycle, uint pc, StallCause cause)
        {
        }

        public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access) =>
            Mark(access is MemoryAccess.ScalarLoad or MemoryAccess.VectorLoad ? touched.Read : touched.Written, address, size);

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
