using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>TCA9554A (SCPS196): four registers, named after the data sheet's register descriptions.</summary>
public sealed class Tca9554PartTests
{
    private readonly Tca9554Part _part = new(undrivenLevels: 0b0101_0000);
    private readonly PartBench _bench;

    public Tca9554PartTests() => _bench = new PartBench(_part);

    [Theory]
    [InlineData(0, 0x50)]
    [InlineData(1, 0xFF)]
    [InlineData(2, 0x00)]
    [InlineData(3, 0xFF)]
    public void Registers_PowerUpDefault(byte pointer, byte value) => Assert.Equal(value, _bench.Byte(pointer));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Registers_AllBitsWritable(byte pointer)
    {
        _bench.Write(pointer, 0xA5);
        Assert.Equal(0xA5, _bench.Byte(pointer));
        _bench.Write(pointer, 0x5A);
        Assert.Equal(0x5A, _bench.Byte(pointer));
    }

    [Fact]
    public void InputPortRegister_WritesHaveNoEffect()
    {
        _bench.Write(0, 0xFF);
        Assert.Equal(0x50, _bench.Byte(0));
    }

    [Fact]
    public void InputPortRegister_ShowsDrivenPinsToo()
    {
        _bench.Write(1, 0x0F);
        _bench.Write(3, 0xF0);
        Assert.Equal(0x5F, _bench.Byte(0));
    }

    [Fact]
    public void PolarityInversionRegister_InvertsInputsOnly()
    {
        _bench.Write(1, 0x0F);
        _bench.Write(3, 0xF0);
        _bench.Write(2, 0xFF);
        Assert.Equal(0xAF, _bench.Byte(0));
    }

    [Fact]
    public void InputPortRegister_ReadClearsTheInterrupt()
    {
        _part.SetUndrivenLevels(0x51);
        Assert.True(_part.InterruptAsserted);
        _bench.Byte(0);
        Assert.False(_part.InterruptAsserted);
    }

    [Fact]
    public void CommandByte_OnlyTwoBitsCount()
    {
        _bench.Write(0xFD, 0x33);
        Assert.Equal(0x33, _bench.Byte(1));
    }

    [Fact]
    public void ReadingOn_RepeatsTheRegister()
    {
        _bench.Write(1, 0x3C);
        Assert.Equal([0x3C, 0x3C, 0x3C], _bench.Read(3));
    }

    [Fact]
    public void Driver_RefusesAPinThatDoesNotExist()
    {
        using var controller = new System.Device.Gpio.GpioController(new Tca9554(_bench.Device));
        Assert.Throws<BoardException>(() => controller.OpenPin(8));
    }
}
