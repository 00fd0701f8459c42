using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Parts;
using OnChipLearn.Board.Tests.Contracts;
using OnChipLearn.Board.Tests.Parts;

namespace OnChipLearn.Board.Tests.Bus;

/// <summary>The bus itself: errors as Linux gives them, and the time that transfers take.</summary>
public sealed class EmulatedI2cBusTests
{
    private readonly PartBench _bench = new(new Ina219Part(0x40, new BenchProbe(), 0.027));

    [Fact]
    public void AbsentDevice_GivesTheLinuxError()
    {
        var absent = _bench.Bus.CreateDevice(0x41);
        var fault = Assert.Throws<IOException>(() => absent.ReadByte());
        Assert.Equal("Error 121 (Remote I/O error) performing I2C data transfer.", fault.Message);
        Assert.Equal(121, fault.HResult);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(400_000)]
    public void TransfersTakeTheirBits(int hertz)
    {
        var bench = new PartBench(new Ina219Part(0x40, new BenchProbe(), 0.027), hertz);
        bench.Word(2);
        // start, address, pointer; repeated start, address, two bytes; stop
        const int Bits = 1 + 9 + 9 + 1 + 9 + 18 + 1;
        Assert.Equal(Bits, bench.Bus.BusClocks);
        Assert.Equal(Bits * (1_000_000_000L / hertz), bench.Clock.Nanoseconds);
    }

    [Fact]
    public void MissingAcknowledge_StillTakesItsTime()
    {
        var absent = _bench.Bus.CreateDevice(0x41);
        Assert.Throws<IOException>(() => absent.Write([1, 2, 3]));
        Assert.Equal(1 + 9 + 1, _bench.Bus.BusClocks);
    }

    [Fact]
    public void EmptyWrite_ProbesTheAddress()
    {
        _bench.Device.Write([]);
        Assert.Equal(1 + 9 + 1, _bench.Bus.BusClocks);
    }

    [Fact]
    public void EmptyRead_IsRefusedAsOnLinux() => Assert.Throws<ArgumentException>(() => _bench.Device.Read([]));

    [Fact]
    public void AnAddressOpensOnce()
    {
        Assert.Throws<ArgumentException>(() => _bench.Bus.CreateDevice(0x40));
        _bench.Device.Dispose();
        _bench.Bus.CreateDevice(0x40).Dispose();
        Assert.Throws<ArgumentException>(() => _bench.Bus.RemoveDevice(0x40));
    }

    [Fact]
    public void AnAddressHasSevenBits() => Assert.Throws<BoardException>(() => _bench.Bus.CreateDevice(0x80));

    [Fact]
    public void TwoPartsOfOneAddressDoNotFitOneSegment() =>
        Assert.Throws<BoardException>(() => _bench.Bus.Attach(new Ina219Part(0x40, new BenchProbe(), 0.027)));
}
