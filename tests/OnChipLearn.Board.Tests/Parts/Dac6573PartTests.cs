using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>DAC6573 (SLAS402): control register bits, update modes and readback, named after the data sheet's tables.</summary>
public sealed class Dac6573PartTests
{
    private readonly Dac6573Part _part = new();
    private readonly PartBench _bench;

    public Dac6573PartTests() => _bench = new PartBench(_part);

    [Fact]
    public void PowerOnReset_ZeroScale()
    {
        var driver = new Dac6573(_bench.Device);
        for (var channel = 0; channel < 4; channel++)
        {
            Assert.Equal(0.0, _part.OutputFraction(channel));
            Assert.Equal(0, driver.ReadCode(channel));
        }
    }

    [Fact]
    public void DataBytes_TenBitsLeftJustified()
    {
        var driver = new Dac6573(_bench.Device);
        for (var channel = 0; channel < 4; channel++)
        {
            driver.SetCode(channel, 100 + channel);
        }

        _bench.Write(0x10 | (3 << 1), 0xFF, 0xFF);
        Assert.Equal([100, 101, 102, 1023], Enumerable.Range(0, 4).Select(driver.ReadCode));
        Assert.Equal(1023 / 1024.0, _part.OutputFraction(3));
    }

    [Fact]
    public void ControlRegister_00_StoresWithoutUpdate()
    {
        _bench.Write(0x00, 0x80, 0x00);
        Assert.Equal(0.0, _part.OutputFraction(0));
    }

    [Fact]
    public void ControlRegister_01_UpdatesTheSelectedChannelOnly()
    {
        _bench.Write(0x00, 0x80, 0x00);
        _bench.Write(0x12, 0x40, 0x00);
        Assert.Equal(0.0, _part.OutputFraction(0));
        Assert.Equal(0.25, _part.OutputFraction(1));
    }

    [Fact]
    public void ControlRegister_10_UpdatesAllFromTheTemporaryRegisters()
    {
        _bench.Write(0x00, 0x80, 0x00);
        _bench.Write(0x22, 0x40, 0x00);
        Assert.Equal(0.5, _part.OutputFraction(0));
        Assert.Equal(0.25, _part.OutputFraction(1));
    }

    [Theory]
    [InlineData(0x30, 0.5)]
    [InlineData(0x34, 0.125)]
    public void ControlRegister_11_BroadcastOverTheSensorsAddress(byte control, double expected)
    {
        _bench.Bus.Attach(new Tmp112Part(Dac6573Part.BroadcastAddress, (_, _) => 25));
        var sensor = _bench.Bus.CreateDevice(Dac6573Part.BroadcastAddress);
        _bench.Write(0x02, 0x80, 0x00);
        sensor.Write([control, 0x20, 0x00]);
        Assert.Equal(expected, _part.OutputFraction(1));
    }

    [Fact]
    public void Broadcast_OrdinaryWritesToTheSensorPassBy()
    {
        _bench.Bus.Attach(new Tmp112Part(Dac6573Part.BroadcastAddress, (_, _) => 25));
        _bench.Bus.CreateDevice(Dac6573Part.BroadcastAddress).Write([0x02, 0x12, 0x30]);
        Assert.Equal(0.0, _part.OutputFraction(1));
    }

    [Fact]
    public void PowerDownModes_ShowInTheThreeByteReadback()
    {
        _bench.Write(0x12, 0x40, 0x00);
        _bench.Write(0x13, 0x80, 0x00); // PD0, PD1 PD2 = 10
        Assert.Null(_part.OutputFraction(1));
        _bench.Write(0x03);
        Assert.Equal([0xBF, 0x40, 0x00], _bench.Read(3));
        _bench.Write(0x12, 0x40, 0x00);
        Assert.Equal(0.25, _part.OutputFraction(1));
    }

    [Fact]
    public void ExtendedAddress_OtherBitsAreNotAcknowledged() => Assert.Throws<IOException>(() => _bench.Write(0x90, 0, 0));

    [Fact]
    public void Driver_RefusesWhatDoesNotFit()
    {
        var driver = new Dac6573(_bench.Device);
        Assert.Contains("code 1024, expected 0 to 1023", Assert.Throws<BoardException>(() => driver.SetCode(0, 1024)).Message);
        Assert.Contains("channel 4", Assert.Throws<BoardException>(() => driver.ReadCode(4)).Message);
    }
}
