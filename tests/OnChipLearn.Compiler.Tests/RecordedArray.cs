using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Compiler.Tests;

/// <summary>A vector port in the test bench's time: reads are a function of the address and the lane, writes of enabled bytes are kept.</summary>
internal sealed class RecordedArray : IVectorPort
{
    public Dictionary<uint, byte[]> Written { get; } = [];

    public int AcceptDelay(uint address, bool write, long cycle) => 0;

    public int Read(uint address, Span<byte> bytes, long cycle)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = (byte)((address * 2654435761u + (uint)i * 40503u) >> 13);
            bytes[i] = address < PpuSim.AddressMap.VectorPortMap.Causal ? (byte)(value & 63) : value;
        }

        return CorePreset.Rtl.Ports.Row;
    }

    public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle)
    {
        if (!Written.TryGetValue(address, out var row))
        {
            Written[address] = row = new byte[bytes.Length];
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            row[i] = enables[i] != 0 ? bytes[i] : row[i];
        }

        return CorePreset.Rtl.Ports.Row;
    }
}
