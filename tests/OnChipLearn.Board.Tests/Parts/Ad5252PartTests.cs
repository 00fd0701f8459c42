using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>AD5252 (Rev. D): RDAC and EEMEM addresses, quick commands, tolerance, acknowledge polling, named after the data sheet's tables.</summary>
public sealed class Ad5252PartTests
{
    private readonly PartBench _bench = new(new Ad5252Part(0x2C, 0xA7, 0x93));

    [Theory]
    [InlineData(0x01, 0xA7)]
    [InlineData(0x03, 0x93)]
    [InlineData(0x21, 0xA7)]
    [InlineData(0x23, 0x93)]
    [InlineData(0x24, 0x00)]
    [InlineData(0x2F, 0x00)]
    [InlineData(0x3A, 0x00)]
    [InlineData(0x3F, 0x00)]
    public void Addresses_PowerOnValues(byte address, byte value) => Assert.Equal(value, _bench.Byte(address));

    [Theory]
    [InlineData(0x01, true)]
    [InlineData(0x03, true)]
    [InlineData(0x21, true)]
    [InlineData(0x23, true)]
    [InlineData(0x24, true)]
    [InlineData(0x2F, true)]
    [InlineData(0x00, false)]
    [InlineData(0x02, false)]
    [InlineData(0x20, false)]
    [InlineData(0x3A, false)]
    [InlineData(0x3B, false)]
    [InlineData(0x3E, false)]
    [InlineData(0x3F, false)]
    public void Addresses_Writable(byte address, bool writable)
    {
        _bench.Write(address, 0x5A);
        _bench.Clock.Advance(1_000_000);
        Assert.Equal(writable ? 0x5A : 0x00, _bench.Byte(address));
    }

    [Fact]
    public void EememWrite_AcknowledgePolling()
    {
        _bench.Write(0x21, 0x10);
        Assert.Throws<IOException>(() => _bench.Write(0x01));
        _bench.Clock.Advance(Ad5252Part.ProgramNanoseconds);
        Assert.Equal(0x10, _bench.Byte(0x21));
        Assert.Equal(0xA7, _bench.Byte(0x01));
    }

    [Theory]
    [InlineData(0, 1, 0x42, 0x90)]
    [InlineData(1, 1, 0xA7, 0x90)]
    [InlineData(3, 1, 0x21, 0x90)]
    [InlineData(4, 0, 0x21, 0x48)]
    [InlineData(5, 3, 0x42, 0x8F)]
    [InlineData(6, 0, 0x41, 0x8F)]
    [InlineData(7, 0, 0xA7, 0x93)]
    [InlineData(8, 1, 0x84, 0x90)]
    [InlineData(9, 0, 0x84, 0xFF)]
    [InlineData(10, 1, 0x43, 0x90)]
    [InlineData(11, 0, 0x43, 0x91)]
    [InlineData(12, 1, 0x42, 0x90)]
    [InlineData(5, 2, 0x42, 0x90)]
    public void QuickCommands(int command, int rdac, byte wiper1, byte wiper3)
    {
        _bench.Write(0x01, 0x42);
        _bench.Write(0x03, 0x90);
        _bench.Write((byte)(0x80 | (command << 3) | rdac));
        _bench.Clock.Advance(1_000_000);
        Assert.Equal((wiper1, wiper3), (_bench.Byte(0x01), _bench.Byte(0x03)));
    }

    [Fact]
    public void QuickCommands_StopAtTheEnds()
    {
        _bench.Write(0x01, 0x00);
        _bench.Write(0x80 | (5 << 3) | 1);
        Assert.Equal(0x00, _bench.Byte(0x01));
        _bench.Write(0x80 | (8 << 3) | 1);
        Assert.Equal(0x01, _bench.Byte(0x01));
        _bench.Write(0x01, 0xFF);
        _bench.Write(0x80 | (10 << 3) | 1);
        Assert.Equal(0xFF, _bench.Byte(0x01));
    }

    [Fact]
    public void QuickCommands_StoreMakesAWiperSurvive()
    {
        var driver = new Ad5252(_bench.Device);
        driver.SetWiper(1, 0x55);
        driver.StoreWiper(1);
        Assert.Throws<IOException>(() => driver.ReadWiper(1));
        _bench.Clock.Advance(1_000_000);
        Assert.Equal(0x55, driver.ReadStoredWiper(1));
        Assert.Equal(0x93, driver.ReadStoredWiper(3));
    }

    [Fact]
    public void ConsecutiveBytes_GoToConsecutiveAddresses()
    {
        _bench.Write(0x24, 1, 2, 3);
        _bench.Clock.Advance(1_000_000);
        _bench.Write(0x24);
        Assert.Equal([1, 2, 3, 0], _bench.Read(4));
    }

    [Fact]
    public void Driver_KnowsWipersOneAndThree() =>
        Assert.Contains("RDAC 2, expected 1 or 3", Assert.Throws<BoardException>(() => new Ad5252(_bench.Device).SetWiper(2, 0)).Message);
}
