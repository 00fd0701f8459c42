using PpuSim.Machine;

namespace PpuSim.Profiling.Tests;

/// <summary>A port that answers 0 and forgets what is written.</summary>
internal sealed class Nowhere : IDataPort, IVectorPort
{
    public int AcceptDelay(uint address, bool write, long cycle) => 0;

    public uint Read(uint address, long cycle, out int latency)
    {
        latency = 1;
        return 0;
    }

    public int Write(uint address, uint value, int byteEnables, long cycle) => 1;

    public int Read(uint address, Span<byte> bytes, long cycle) => 1;

    public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle) => 1;
}
