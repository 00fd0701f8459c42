using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using Sram = OnChipLearn.Device.Sram;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Array and bus as the host's implementation of the vocabulary sees them.</summary>
internal sealed class HostDevice(RecordedArray array, RecordedBus bus) : IDevice
{
    private readonly byte[] bytes = new byte[VectorB.Length];
    private readonly byte[] masks = new byte[VectorB.Length];

    /// <summary>What was written to the mailbox.</summary>
    public List<byte> Text { get; } = [];

    public VectorB ReadVector(uint address)
    {
        array.Read(address, bytes, 0);
        return Sram.Load(bytes, 0);
    }

    public void WriteVector(uint address, VectorB value, VectorB enables)
    {
        Sram.Store(bytes, 0, value);
        Sram.Store(masks, 0, enables);
        array.Write(address, bytes, masks, 0);
    }

    public uint ReadWord(uint byteAddress) => bus.Read(byteAddress, 0, out _);

    public void WriteWord(uint byteAddress, uint value) => bus.Write(byteAddress, value, 15, 0);

    public uint TimeBase() => 0;

    public void Wait()
    {
    }

    public void Poll()
    {
    }

    public void WriteMailbox(byte character) => Text.Add(character);
}
