using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Drivers;

/// <summary>Driver of the AD5252 potentiometer: wipers RDAC1 and RDAC3, and the memory that restores them at power-on.</summary>
public sealed class Ad5252(I2cDevice device) : IDisposable
{
    private const byte StoreCommand = 0x80 | (2 << 3);

    /// <summary>Moves a wiper (1 or 3).</summary>
    public void SetWiper(int rdac, byte position) => device.Write([Checked(rdac), position]);

    /// <summary>Position of a wiper (1 or 3).</summary>
    public byte ReadWiper(int rdac) => Read(Checked(rdac));

    /// <summary>The position that power-on restores.</summary>
    public byte ReadStoredWiper(int rdac) => Read((byte)(Checked(rdac) | Ad5252Part.Memory));

    /// <summary>Stores the position of a wiper; the part is deaf for half a millisecond afterwards.</summary>
    public void StoreWiper(int rdac) => device.Write([(byte)(StoreCommand | Checked(rdac))]);

    /// <summary>Disposes the device.</summary>
    public void Dispose() => device.Dispose();

    private static byte Checked(int rdac) => rdac is Ad5252Part.Rdac1 or Ad5252Part.Rdac3
        ? (byte)rdac
        : throw new BoardException($"AD5252: RDAC {rdac}, expected {Ad5252Part.Rdac1} or {Ad5252Part.Rdac3}");

    private byte Read(byte instruction)
    {
        Span<byte> data = stackalloc byte[1];
        device.WriteRead([instruction], data);
        return data[0];
    }
}
