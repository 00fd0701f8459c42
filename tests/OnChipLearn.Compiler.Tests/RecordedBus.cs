using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Words outside of SRAM: reads are a function of the address until it is written; writes are kept in their order.</summary>
internal sealed class RecordedBus : IDataPort
{
    private readonly Dictionary<uint, uint> words = [];

    public List<(uint Address, uint Value)> Writes { get; } = [];

    public int AcceptDelay(uint address, bool write, long cycle) => 0;

    public uint Read(uint address, long cycle, out int latency)
    {
        latency = CorePreset.Rtl.Ports.Omnibus;
        return words.TryGetValue(address, out var value) ? value : address * 2654435761u;
    }

    public int Write(uint address, uint value, int byteEnables, long cycle)
    {
        words[address] = value;
        Writes.Add((address, value));
        return CorePreset.Rtl.Ports.Omnibus;
    }
}
