using System.Globalization;
using PpuSim.Machine;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>
/// The stateless I/O device of the RTL corpora: reads return a hash of address and byte number, writes are recorded. Nothing answers on the data port.
/// </summary>
public sealed class CorpusDevice(int latency, int acceptDelay) : IVectorPort, IDataPort
{
    private readonly List<string> _writes = [];
    private readonly List<string> _accesses = [];

    /// <summary>"address enables data" per write, in order of acceptance: byte enables and data in hex, byte 0 first.</summary>
    public IReadOnlyList<string> Writes => _writes;

    /// <summary>"cycle r|w address" per access.</summary>
    public IReadOnlyList<string> Accesses => _accesses;

    int IVectorPort.AcceptDelay(uint address, bool write, long cycle) => acceptDelay;

    public int Read(uint address, Span<byte> bytes, long cycle)
    {
        for (var k = 0; k < bytes.Length; k++)
        {
            bytes[k] = Value(address, k);
        }

        _accesses.Add(string.Create(CultureInfo.InvariantCulture, $"{cycle} r {address}"));
        return latency;
    }

    public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle)
    {
        var bits = new byte[enables.Length / 8];
        for (var k = 0; k < enables.Length; k++)
        {
            bits[k / 8] |= (byte)(enables[k] & 0x80 >> k % 8);
        }

        _writes.Add(string.Create(CultureInfo.InvariantCulture, $"{address} {Convert.ToHexStringLower(bits)} {Convert.ToHexStringLower(bytes)}"));
        _accesses.Add(string.Create(CultureInfo.InvariantCulture, $"{cycle} w {address}"));
        return latency;
    }

    int IDataPort.AcceptDelay(uint address, bool write, long cycle) => 0;

    uint IDataPort.Read(uint address, long cycle, out int latency)
    {
        latency = 1;
        return 0;
    }

    int IDataPort.Write(uint address, uint value, int byteEnables, long cycle) => 1;

    private static byte Value(uint address, int index)
    {
        var x = address + 0x9e3779b9 * ((uint)index + 1);
        x ^= x >> 16;
        x *= 0x7feb352d;
        x ^= x >> 15;
        return (byte)x;
    }
}
