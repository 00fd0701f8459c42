using PpuSim.Machine;

namespace PpuSim.Timing.Tests;

/// <summary>Memory outside the SRAM that answers every access after the same number of cycles and always holds the same word.</summary>
internal sealed class SlowMemory(int latency, uint word = 0) : IDataPort
{
    public int AcceptDelay(uint address, bool write, long cycle) => 0;

    public uint Read(uint address, long cycle, out int cycles)
    {
        cycles = latency;
        return word;
    }

    public int Write(uint address, uint value, int byteEnables, long cycle) => latency;
}
