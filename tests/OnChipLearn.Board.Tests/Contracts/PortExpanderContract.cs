using System.Device.Gpio;
using System.Device.I2c;
using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Contracts;

/// <summary>What every TCA9554 driver must do through a <see cref="GpioController"/>.</summary>
public abstract class PortExpanderContract
{
    private const int Address = 0x38;

    /// <summary>A pin made output drives its level, and only its own.</summary>
    [Fact]
    public void OutputsDriveTheirPinAlone()
    {
        var (part, controller) = Connect(0);
        using (controller)
        {
            for (var pin = 0; pin < 8; pin++)
            {
                controller.OpenPin(pin, PinMode.Output);
                controller.Write(pin, PinValue.High);
                Assert.Equal(1 << pin, part.Levels);
                controller.Write(pin, PinValue.Low);
                Assert.Equal(0, part.Levels);
            }
        }
    }

    /// <summary>Inputs read the board's level.</summary>
    [Fact]
    public void InputsReadTheBoard()
    {
        const byte Levels = 0b1010_0110;
        var (_, controller) = Connect(Levels);
        using (controller)
        {
            for (var pin = 0; pin < 8; pin++)
            {
                controller.OpenPin(pin, PinMode.Input);
                Assert.Equal((Levels & (1 << pin)) != 0, controller.Read(pin) == PinValue.High);
                Assert.Equal(PinMode.Input, controller.GetPinMode(pin));
            }
        }
    }

    private protected abstract GpioDriver Driver(I2cDevice device);

    private (Tca9554Part Part, GpioController Controller) Connect(byte levels)
    {
        var bus = new EmulatedI2cBus(new BoardClock());
        var part = new Tca9554Part(Address, levels);
        bus.Attach(part);
        return (part, new GpioController(Driver(bus.CreateDevice(Address))));
    }
}
