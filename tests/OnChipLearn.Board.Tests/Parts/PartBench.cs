using System.Device.I2c;
using OnChipLearn.Board.Bus;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>One part alone on a bus, spoken to in raw transfers.</summary>
internal sealed class PartBench
{
    public PartBench(I2cPart part, int clockHertz = EmulatedI2cBus.FastModeHertz)
    {
        Clock = new BoardClock();
        Bus = new EmulatedI2cBus(Clock, clockHertz: clockHertz);
        Bus.Attach(part);
        Device = Bus.CreateDevice(part.Address);
    }

    public BoardClock Clock { get; }

    public EmulatedI2cBus Bus { get; }

    public I2cDevice Device { get; }

    public void Write(params byte[] bytes) => Device.Write(bytes);

    public byte[] Read(int count)
    {
        var data = new byte[count];
        Device.Read(data);
        return data;
    }

    public ushort Word(byte pointer)
    {
        Span<byte> data = stackalloc byte[2];
        Device.WriteRead([pointer], data);
        return (ushort)((data[0] << 8) | data[1]);
    }

    public void Word(byte pointer, ushort value) => Write(pointer, (byte)(value >> 8), (byte)value);

    public byte Byte(byte pointer)
    {
        Span<byte> data = stackalloc byte[1];
        Device.WriteRead([pointer], data);
        return data[0];
    }
}
