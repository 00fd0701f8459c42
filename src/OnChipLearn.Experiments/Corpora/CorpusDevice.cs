using System.Globalization;
using PpuSim.Machine;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>
/// The I/O device of the RTL corpora. Reads return a hash of address and byte number or, where it is a memory, what was last written to the address; writes
/// are recorded. Nothing answers on the data port.
/// </summary>
public sealed class CorpusDevice(int latency, int acceptDelay, bool isMemory = false) : IVectorPort, IDataPort
{
    private readonly List<string> _writes = [];
    private readonly List<string> _accesses = [];
    private readonly Dictionary<uint, byte[]> _contents = [];

    /// <summary>"address enables data" per write, in order of acceptance: byte enables and data in hex, byte 0 first.</summary>
    public IReadOnlyList<string> Writes => _writes;

    /// <summary>"cycle r|w address" per access.</summary>
    public IReadOnlyList<string> Accesses => _accesses;

    int IVectorPort.AcceptDelay(uint address, bool write, long cycle) => acceptDelay;

    public int Read(uint address, Span<byte> bytes, long cycle)
    {
        for (var k = 0; k < bytes.Length; k++)
        {
            bytes[k] = !isMemory ? Value(address, k) : _contents.TryGetValue(address, out var written) ? written[k] : (byte)0;
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

        if (isMemory)
        {
            Store(address, bytes, enables);
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

    private void Store(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables)
    {
        if (!_contents.TryGetValue(address, out var stored))
        {
            _contents[address] = stored = new byte[bytes.Length];
        }

        for (var k = 0; k < bytes.Length; k++)
        {
            stored[k] = enables[k] != 0 ? bytes[k] : stored[k];
        }
    }

    private static byte Value(uint address, int index)
    {
        var x = address + 0x9e3779b9 * ((uint)index + 1);
        x ^= x >> 16;
        x *= 0x7feb352d;
        x ^= x >> 15;
        return (byte)x;
    }
}
