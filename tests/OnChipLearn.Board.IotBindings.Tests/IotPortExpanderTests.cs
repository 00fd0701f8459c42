using System.Device.Gpio;
using System.Device.I2c;
using Iot.Device.Tca955x;
using OnChipLearn.Board.Tests.Contracts;

namespace OnChipLearn.Board.IotBindings.Tests;

/// <summary>
/// Iot.Device's TCA9554 driver on the emulated part. It knows the addresses 0x20 to 0x27 of the TCA9554 only; the board has a TCA9554A at
/// 0x38, so its address check is switched off.
/// </summary>
public sealed class IotPortExpanderTests : PortExpanderContract
{
    private protected override GpioDriver Driver(I2cDevice device) => new Tca9554(device, skipAddressCheck: true);

    [Fact]
    public void TheAddressCheckKnowsOneVariantOnly()
    {
        var bus = new Bus.EmulatedI2cBus(new Bus.BoardClock());
        bus.Attach(new Parts.Tca9554Part());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tca9554(bus.CreateDevice(0x38)));
    }
}
