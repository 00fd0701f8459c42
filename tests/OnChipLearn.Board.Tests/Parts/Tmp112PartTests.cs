using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>TMP112 (SBOS473): registers, formats, alert and one-shot, named after the data sheet's tables.</summary>
public sealed class Tmp112PartTests
{
    private const long Second = 1_000_000_000;
    private readonly Tmp112Part _part;
    private readonly PartBench _bench;
    private double _celsius = 25;

    public Tmp112PartTests()
    {
        _part = new Tmp112Part(0x48, (_, _) => _celsius);
        _bench = new PartBench(_part);
    }

    [Theory]
    [InlineData(0, 0x0000)]
    [InlineData(1, 0x60A0)]
    [InlineData(2, 0x4B00)]
    [InlineData(3, 0x5000)]
    public void PointerAddresses_PowerUpValues(byte pointer, ushort value) => Assert.Equal(value, _bench.Word(pointer));

    [Theory]
    [InlineData(0, 0x0000, 0x0000)]
    [InlineData(1, 0x1FD0, 0x60A0)]
    [InlineData(2, 0xFFF0, 0x4B00)]
    [InlineData(3, 0xFFF0, 0x5000)]
    public void RegisterFormats_WriteMask(byte pointer, ushort mask, ushort reset)
    {
        // Without EM (bit 4 of the configuration), which changes the format of the limits; AL and OS follow the state, not the write.
        const ushort Status = 0x8020;
        _bench.Word(pointer, pointer == 1 ? (ushort)0x7EEF : (ushort)0x7FEF);
        var readable = pointer == 1 ? 0xFFFF & ~Status & ~0x0110 : 0xFFFF;
        var written = pointer == 1 ? 0x7EEF : 0x7FEF;
        Assert.Equal(((reset & ~mask) | (written & mask)) & readable, _bench.Word(pointer) & readable);
    }

    [Theory]
    [InlineData(127.9375, 0x7FF0)]
    [InlineData(100, 0x6400)]
    [InlineData(0.0625, 0x0010)]
    [InlineData(0, 0x0000)]
    [InlineData(-0.25, 0xFFC0)]
    [InlineData(-25, 0xE700)]
    [InlineData(-55, 0xC900)]
    [InlineData(150, 0x7FF0)]
    public void TwelveBitTemperatureDataFormat(double celsius, ushort word)
    {
        _celsius = celsius;
        _bench.Clock.Advance(Second);
        Assert.Equal(word, _bench.Word(0));
    }

    [Theory]
    [InlineData(150, 0x4B01)]
    [InlineData(128, 0x4001)]
    [InlineData(-25, 0xF381)]
    public void ThirteenBitTemperatureDataFormat(double celsius, ushort word)
    {
        _celsius = celsius;
        var driver = new Tmp112(_bench.Device) { ExtendedMode = true };
        _bench.Clock.Advance(Second);
        Assert.Equal(word, _bench.Word(0));
        Assert.Equal(celsius, driver.ReadTemperature());
    }

    [Theory]
    [InlineData(0, 4000)]
    [InlineData(1, 1000)]
    [InlineData(2, 250)]
    [InlineData(3, 125)]
    public void ConversionRateSettings(int rate, int milliseconds)
    {
        _bench.Word(1, (ushort)(0x6020 | (rate << 6)));
        _bench.Clock.Advance(27_000_000); // the conversion that power-up started
        Assert.Equal(0x1900, _bench.Word(0));
        _celsius = 30;
        _bench.Clock.Advance((milliseconds * 1_000_000L) - 5_000_000);
        Assert.Equal(0x1900, _bench.Word(0));
        _bench.Clock.Advance(10_000_000);
        Assert.Equal(0x1E00, _bench.Word(0));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 6)]
    public void FaultQueue_AlertBitAfterConsecutiveFaults(int setting, int faults)
    {
        _bench.Word(1, (ushort)(0x60A0 | (setting << 11)));
        _celsius = 80; // equals T HIGH
        _bench.Clock.Advance(27_000_000 + ((faults - 2) * 250_000_000L > 0 ? (faults - 2) * 250_000_000L : 0));
        if (faults > 1)
        {
            Assert.Equal(0x20, _bench.Word(1) & 0x20);
            _bench.Clock.Advance(250_000_000);
        }

        Assert.Equal(0, _bench.Word(1) & 0x20);
        Assert.True(_part.AlertActive);
        _celsius = 75; // not below T LOW
        _bench.Clock.Advance(10 * Second);
        Assert.Equal(0, _bench.Word(1) & 0x20);
        _celsius = 74;
        _bench.Clock.Advance(10 * Second);
        Assert.Equal(0x20, _bench.Word(1) & 0x20);
        Assert.False(_part.AlertActive);
    }

    [Fact]
    public void Polarity_InvertsTheAlertBit()
    {
        _bench.Word(1, 0x64A0);
        Assert.Equal(0, _bench.Word(1) & 0x20);
    }

    [Fact]
    public void InterruptMode_AnyReadClearsTheAlertPin()
    {
        _bench.Word(1, 0x62A0);
        _celsius = 90;
        _bench.Clock.Advance(Second);
        _bench.Word(3);
        Assert.False(_part.AlertActive);
        _celsius = 20;
        _bench.Clock.Advance(Second);
        Assert.Equal(0x1400, _bench.Word(0));
    }

    [Fact]
    public void ShutdownAndOneShot()
    {
        _bench.Clock.Advance(Second);
        _bench.Word(1, 0x61A0);
        _celsius = 40;
        _bench.Clock.Advance(Second);
        Assert.Equal(0x1900, _bench.Word(0));
        _bench.Word(1, 0xE1A0);
        Assert.Equal(0, _bench.Word(1) & 0x8000);
        _bench.Clock.Advance(27_000_000);
        Assert.Equal(0x8000, _bench.Word(1) & 0x8000);
        Assert.Equal(0x2800, _bench.Word(0));
    }

    [Fact]
    public void GeneralCallReset()
    {
        _bench.Word(2, 0x1230);
        _bench.Bus.CreateDevice(0).Write([0x06]);
        Assert.Equal(0x4B00, _bench.Word(2));
    }

    [Fact]
    public void RegistersUpdateByteByByte()
    {
        _bench.Write(2, 0x11);
        Assert.Equal(0x1100, _bench.Word(2));
    }
}
