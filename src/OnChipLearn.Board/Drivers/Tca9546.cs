using System.Device.I2c;

namespace OnChipLearn.Board.Drivers;

/// <summary>Driver of the TCA9546A switch.</summary>
public sealed class Tca9546(I2cDevice device) : IDisposable
{
    /// <summary>Connected channels, bit n for channel n (0 to 3).</summary>
    public byte Channels
    {
        get => device.ReadByte();
        set => device.WriteByte(value);
    }

    /// <summary>Disposes the device.</summary>
    public void Dispose() => device.Dispose();
}
