using OnChipLearn.Device;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Firmware.Tests;

/// <summary>Keeps what firmware writes: weight rows of even columns by row, words by byte address. Random bytes come from a seeded generator.</summary>
internal sealed class RecordingDevice : IDevice
{
    private readonly Random random = new(7);

    public Dictionary<int, byte[]> Rows { get; } = [];

    public Dictionary<uint, uint> Words { get; } = [];

    public VectorB ReadVector(uint address)
    {
        byte[] bytes = new byte[VectorB.Length];
        random.NextBytes(bytes);
        return Sram.Load(bytes, 0);
    }

    public void WriteVector(uint address, VectorB value, VectorB enables)
    {
        byte[] bytes = new byte[VectorB.Length];
        Sram.Store(bytes, 0, value);
        Rows[(int)address >> 1] = bytes;
    }

    public uint ReadWord(uint byteAddress) => Words.GetValueOrDefault(byteAddress);

    public void WriteWord(uint byteAddress, uint value) => Words[byteAddress] = value;

    public uint TimeBase() => 0;

    public void Wait()
    {
    }

    public void Poll()
    {
    }

    public void WriteMailbox(byte character)
    {
    }
}
