using OnChipLearn.Device.Host;

namespace OnChipLearn.Device.Tests;

/// <summary>Surroundings that only keep what was written last: enough for tests of the registers.</summary>
internal sealed class NoDevice : IDevice
{
    private VectorB vector;

    public VectorB ReadVector(uint address) => vector;

    public void WriteVector(uint address, VectorB value, VectorB enables) => vector = value;

    public uint ReadWord(uint byteAddress) => 0;

    public void WriteWord(uint byteAddress, uint value)
    {
    }

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
