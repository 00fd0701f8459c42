namespace OnChipLearn.Device.Host;

/// <summary>The surroundings of firmware that has none: any access is an error.</summary>
internal sealed class UnconnectedDevice : IDevice
{
    public VectorB ReadVector(uint address) => throw new DeviceNotConnectedException();

    public void WriteVector(uint address, VectorB value, VectorB enables) => throw new DeviceNotConnectedException();

    public uint ReadWord(uint byteAddress) => throw new DeviceNotConnectedException();

    public void WriteWord(uint byteAddress, uint value) => throw new DeviceNotConnectedException();

    public uint TimeBase() => throw new DeviceNotConnectedException();

    public void Wait() => throw new DeviceNotConnectedException();

    public void Poll() => throw new DeviceNotConnectedException();

    public void WriteMailbox(byte character) => throw new DeviceNotConnectedException();
}
