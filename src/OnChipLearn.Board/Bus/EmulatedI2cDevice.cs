using System.Device.I2c;

namespace OnChipLearn.Board.Bus;

/// <summary>A program's handle on one address of an <see cref="EmulatedI2cBus"/>, with the checks and errors of the Linux device.</summary>
public sealed class EmulatedI2cDevice : I2cDevice
{
    private readonly EmulatedI2cBus _bus;
    private readonly int _address;
    private bool _disposed;

    internal EmulatedI2cDevice(EmulatedI2cBus bus, int address)
    {
        _bus = bus;
        _address = address;
    }

    public override I2cConnectionSettings ConnectionSettings => new(_bus.BusId, _address);

    public override void Read(Span<byte> buffer)
    {
        CheckOpen();
        CheckNotEmpty(buffer.Length, nameof(buffer));
        _bus.Read(_address, buffer);
    }

    /// <summary>Writes the bytes; an empty buffer is an address probe (start, address, stop).</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckOpen();
        _bus.Write(_address, buffer, stop: true);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        CheckOpen();
        CheckNotEmpty(readBuffer.Length, nameof(readBuffer));
        _bus.Write(_address, writeBuffer, stop: false);
        _bus.Read(_address, readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _bus.Release(_address);
            _disposed = true;
        }

        base.Dispose(disposing);
    }

    private void CheckOpen() => ObjectDisposedException.ThrowIf(_disposed, this);

    private static void CheckNotEmpty(int length, string name)
    {
        if (length == 0)
        {
            throw new ArgumentException($"{name} cannot be empty.", name);
        }
    }
}
