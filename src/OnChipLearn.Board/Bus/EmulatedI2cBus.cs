using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Bus;

/// <summary>
/// An I2C bus whose parts are models. Drivers written against <see cref="I2cBus"/> and <see cref="I2cDevice"/> work on it unchanged.
/// Each transfer takes its bits' time on the board's clock: start, 9 bits per byte (8 and the acknowledge), stop.
/// </summary>
public sealed class EmulatedI2cBus : I2cBus
{
    /// <summary>Fast mode, which every part of the board supports.</summary>
    public const int FastModeHertz = 400_000;

    private const int HighestAddress = 0x7F;
    private const int BitsPerByte = 9;
    private const int NanosecondsPerSecond = 1_000_000_000;
    private readonly List<Seat> _seats = [];
    private readonly Dictionary<int, EmulatedI2cDevice> _open = [];
    private readonly List<I2cPart> _addressed = [];
    private readonly long _nanosecondsPerBit;

    public EmulatedI2cBus(BoardClock clock, int busId = 1, int clockHertz = FastModeHertz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clockHertz);
        Clock = clock;
        BusId = busId;
        _nanosecondsPerBit = NanosecondsPerSecond / clockHertz;
    }

    /// <summary>The time that transfers take is added here.</summary>
    public BoardClock Clock { get; }

    /// <summary>The number that connection settings carry, as in /dev/i2c-N.</summary>
    public int BusId { get; }

    /// <summary>Bits transferred since power-up: data, acknowledges, start and stop conditions.</summary>
    public long BusClocks { get; private set; }

    /// <summary>Solders a part to the bus itself, or behind a channel of a multiplexer.</summary>
    public void Attach(I2cPart part, Tca9546Part? multiplexer = null, int channel = 0)
    {
        foreach (var seat in _seats)
        {
            if (seat.Part.Address == part.Address && seat.Multiplexer == multiplexer && seat.Channel == channel)
            {
                throw new BoardException($"I2C address 0x{part.Address:X2}: {part.PartNumber} and {seat.Part.PartNumber} on one segment, expected one part per address");
            }
        }

        _seats.Add(new Seat(part, multiplexer, channel));
    }

    public override I2cDevice CreateDevice(int deviceAddress)
    {
        if (deviceAddress is < 0 or > HighestAddress)
        {
            throw new BoardException($"I2C address 0x{deviceAddress:X}: expected 7 bits, 0x00 to 0x{HighestAddress:X2}");
        }

        if (_open.ContainsKey(deviceAddress))
        {
            throw new ArgumentException($"Device with address 0x{deviceAddress:X2} is already open.", nameof(deviceAddress));
        }

        return _open[deviceAddress] = new EmulatedI2cDevice(this, deviceAddress);
    }

    public override void RemoveDevice(int deviceAddress)
    {
        if (!_open.Remove(deviceAddress))
        {
            throw new ArgumentException($"Device with address 0x{deviceAddress:X2} was not open.", nameof(deviceAddress));
        }
    }

    internal void Release(int deviceAddress) => _open.Remove(deviceAddress);

    /// <summary>Start, address and data to the part; the stop only if no read follows.</summary>
    internal void Write(int address, ReadOnlySpan<byte> data, bool stop)
    {
        Select(address, read: false);
        foreach (var value in data)
        {
            Pass(BitsPerByte);
            var acknowledged = false;
            foreach (var part in _addressed)
            {
                acknowledged |= part.Accept(value, Clock.Nanoseconds);
            }

            if (!acknowledged)
            {
                Finish(stop: true);
                throw I2cFault.MissingAcknowledge();
            }
        }

        Finish(stop);
    }

    /// <summary>Start (or repeated start), address, data from the part, stop.</summary>
    internal void Read(int address, Span<byte> data)
    {
        Select(address, read: true);
        for (var i = 0; i < data.Length; i++)
        {
            // The part latches its answer when the byte begins, and the byte then takes its time.
            data[i] = _addressed[0].Supply(Clock.Nanoseconds);
            Pass(BitsPerByte);
        }

        Finish(stop: true);
    }

    private void Select(int address, bool read)
    {
        Pass(1 + BitsPerByte);
        _addressed.Clear();
        foreach (var seat in _seats)
        {
            var listens = seat.Part.Address == address || (!read && seat.Part.Overhears(address));
            if (listens && seat.Reachable && seat.Part.Begin(address, read, Clock.Nanoseconds))
            {
                _addressed.Add(seat.Part);
            }
        }

        if (_addressed.Count == 0)
        {
            Pass(1);
            throw I2cFault.MissingAcknowledge();
        }

        if (read && _addressed.Count > 1)
        {
            throw new BoardException($"I2C address 0x{address:X2}: {string.Join(" and ", _addressed)} answer together, expected one (multiplexer channels?)");
        }
    }

    private void Finish(bool stop)
    {
        if (stop)
        {
            Pass(1);
        }

        foreach (var part in _addressed)
        {
            part.End(Clock.Nanoseconds);
        }
    }

    private void Pass(int bits)
    {
        BusClocks += bits;
        Clock.Advance(bits * _nanosecondsPerBit);
    }

    private readonly record struct Seat(I2cPart Part, Tca9546Part? Multiplexer, int Channel)
    {
        public bool Reachable => Multiplexer?.IsEnabled(Channel) ?? true;
    }
}
