using System.Buffers.Binary;
using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Drivers;

/// <summary>Driver of the TMP112 temperature sensor.</summary>
public sealed class Tmp112(I2cDevice device) : IDisposable
{
    private const ushort Extended = 0x0010;
    private const ushort ExtendedFlag = 0x0001;
    private const int NormalShift = 4;
    private const int ExtendedShift = 3;

    /// <summary>13-bit format, for more than 128 degrees.</summary>
    public bool ExtendedMode
    {
        get => (ReadRegister(Tmp112Part.Configuration) & Extended) != 0;
        set => WriteRegister(Tmp112Part.Configuration, (ushort)((ReadRegister(Tmp112Part.Configuration) & ~Extended) | (value ? Extended : 0)));
    }

    /// <summary>Last temperature, degrees Celsius, LSB 0.0625; 0 until the first conversion after power-up is over.</summary>
    public double ReadTemperature()
    {
        var raw = (short)ReadRegister(Tmp112Part.Temperature);
        return (raw >> ((raw & ExtendedFlag) != 0 ? ExtendedShift : NormalShift)) * Tmp112Part.KelvinPerBit;
    }

    /// <summary>Disposes the device.</summary>
    public void Dispose() => device.Dispose();

    private ushort ReadRegister(RegisterDeclaration register)
    {
        Span<byte> data = stackalloc byte[2];
        device.WriteRead([register.Pointer], data);
        return BinaryPrimitives.ReadUInt16BigEndian(data);
    }

    private void WriteRegister(RegisterDeclaration register, ushort value) =>
        device.Write([register.Pointer, (byte)(value >> 8), (byte)value]);
}
