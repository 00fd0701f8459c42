using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Parts;
using OnChipLearn.Board.Tests.Contracts;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>TCA9546A (SCPS205) control register: power-up value, mask, effect at the stop condition.</summary>
public sealed class Tca9546PartTests
{
    private readonly Tca9546Part _part = new();
    private readonly PartBench _bench;

    public Tca9546PartTests() => _bench = new PartBench(_part);

    [Fact]
    public void ControlRegister_PowerUpAndMask()
    {
        Assert.Equal([0], _bench.Read(1));
        _bench.Write(0xFF);
        Assert.Equal([0x0F], _bench.Read(1));
    }

    [Fact]
    public void ControlRegister_TheLastByteOfATransferCounts()
    {
        _bench.Write(0x01, 0x02);
        Assert.Equal(0x02, _part.Channels);
        Assert.Equal(0x02, new Tca9546(_bench.Device).Channels);
    }

    [Fact]
    public void Channels_GateThePartsBehindThem()
    {
        _bench.Bus.Attach(new Ina219Part(0x40, new BenchProbe(), 1), _part, channel: 2);
        var monitor = _bench.Bus.CreateDevice(0x40);
        Assert.Throws<IOException>(() => monitor.Write([0]));
        _bench.Write(0x04);
        monitor.Write([0]);
        _bench.Write(0x03);
        Assert.Throws<IOException>(() => monitor.Write([0]));
    }

    [Fact]
    public void Channels_TwoPartsOfOneAddressAreACollision()
    {
        _bench.Bus.Attach(new Ina219Part(0x40, new BenchProbe(), 1), _part, channel: 0);
        _bench.Bus.Attach(new Ina219Part(0x40, new BenchProbe(), 1), _part, channel: 1);
        var monitor = _bench.Bus.CreateDevice(0x40);
        _bench.Write(0x03);
        var fault = Assert.Throws<BoardException>(() => monitor.Read(new byte[2]));
        Assert.Contains("INA219 at 0x40 and INA219 at 0x40 answer together", fault.Message);
    }
}

/// <summary>24AA02UID (DS20005202): identity, write protection, pages, write time.</summary>
public sealed class Eeprom24Aa02UidPartTests
{
    private readonly PartBench _bench = new(new Eeprom24Aa02UidPart(0x12345678));

    [Fact]
    public void SerialNumberPhysicalMemoryMap()
    {
        _bench.Write(0xFA);
        Assert.Equal([0x29, 0x41, 0x12, 0x34, 0x56, 0x78], _bench.Read(6));
        Assert.Equal(0x12345678u, new Eeprom24Aa02Uid(_bench.Device).ReadUniqueIdentifier());
    }

    [Fact]
    public void UpperHalf_IsWriteProtected()
    {
        _bench.Write(0xFC, 0, 0);
        _bench.Write(0xFC);
        Assert.Equal([0x12, 0x34], _bench.Read(2));
    }

    [Fact]
    public void PageWrite_WrapsInsideThePage()
    {
        _bench.Write(0x06, 1, 2, 3);
        _bench.Clock.Advance(Eeprom24Aa02UidPart.WriteNanoseconds);
        _bench.Write(0x00);
        Assert.Equal([3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 0xFF], _bench.Read(9));
    }

    [Fact]
    public void WriteCycle_IsNotAcknowledgedUntilDone()
    {
        _bench.Write(0x00, 1);
        Assert.Throws<IOException>(() => _bench.Write(0x00));
        _bench.Clock.Advance(Eeprom24Aa02UidPart.WriteNanoseconds);
        _bench.Write(0x00);
    }

    [Fact]
    public void Driver_RefusesProtectedAddressesAndPageCrossings()
    {
        var driver = new Eeprom24Aa02Uid(_bench.Device);
        Assert.Contains("write-protected", Assert.Throws<BoardException>(() => driver.WritePage(0x80, [1])).Message);
        Assert.Contains("crosses a page", Assert.Throws<BoardException>(() => driver.WritePage(0x07, [1, 2])).Message);
    }
}
