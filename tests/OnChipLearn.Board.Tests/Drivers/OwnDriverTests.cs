using System.Device.Gpio;
using System.Device.I2c;
using CsCheck;
using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Parts;
using OnChipLearn.Board.Tests.Contracts;

namespace OnChipLearn.Board.Tests.Drivers;

/// <summary>This project's INA219 driver fulfils the contract without exceptions.</summary>
public sealed class OwnPowerMonitorTests : PowerMonitorContract
{
    /// <summary>Over twice every range and with any calibration: a reading is within the steps of the truth, or marked; the plain methods throw then.</summary>
    [Fact]
    public void NothingIsSilentlyWrong()
    {
        const double ShuntOhms = 0.027;
        const double AmperesPerBit = 1e-4;
        var clock = new BoardClock();
        var bus = new EmulatedI2cBus(clock);
        var probe = new BenchProbe();
        bus.Attach(new Ina219Part(0x40, probe, ShuntOhms));
        using var driver = new Ina219(bus.CreateDevice(0x40), clock.Advance);
        driver.SetCalibration((ushort)(0.04096 / AmperesPerBit / ShuntOhms), (float)AmperesPerBit);
        Gen.Select(Gen.Double[-2, 2], Gen.Double[0, 26], Gen.Int[0, 3], Gen.Int[0, 1]).Sample(
            (shunt, volts, gain, range) =>
            {
                var shuntVolts = shunt * 0.04 * (1 << gain);
                (probe.Amperes, probe.Volts) = (shuntVolts / ShuntOhms, volts);
                driver.PgaSensitivity = (Ina219PgaSensitivity)(gain << 11);
                driver.BusVoltageRange = (Ina219BusVoltageRange)(range << 13);
                driver.WaitForConversion();
                var seen = driver.ReadMeasurement();
                Assert.True(seen.ShuntClipped || Math.Abs(seen.ShuntVolts - shuntVolts) <= 5.001e-6);
                Assert.True(seen.BusClipped || Math.Abs(seen.BusVolts - volts) <= 2.001e-3);
                if (seen.Clipped || seen.MathOverflow)
                {
                    Assert.Throws<BoardException>(() => driver.ReadCurrent());
                    Assert.Throws<BoardException>(() => driver.ReadPower());
                }
                else
                {
                    var step = 10e-6 / ShuntOhms;
                    Assert.Equal(probe.Amperes, driver.ReadCurrent(), step + AmperesPerBit + (Math.Abs(probe.Amperes) * 1e-3));
                    Assert.Equal(Math.Abs(probe.Amperes) * volts, driver.ReadPower(), ((step + AmperesPerBit) * volts) + (5e-3 * Math.Abs(probe.Amperes)) + (20 * AmperesPerBit) + (Math.Abs(probe.Amperes) * volts * 1e-3));
                }
            },
            iter: Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 50_000 : 1_000,
            threads: 1);
    }

    /// <summary>A monitor that does not convert is reported, not waited for without end.</summary>
    [Fact]
    public void WaitingForASleepingMonitorEndsWithAMessage()
    {
        var clock = new BoardClock();
        var bus = new EmulatedI2cBus(clock);
        bus.Attach(new Ina219Part(0x40, new BenchProbe(), 0.027));
        using var driver = new Ina219(bus.CreateDevice(0x40), clock.Advance) { OperatingMode = Ina219OperatingMode.PowerDown };
        Assert.Contains("no conversion finished", Assert.Throws<BoardException>(driver.WaitForConversion).Message);
    }

    private protected override IPowerMonitorDriver Connect(I2cDevice device, BoardClock clock) => new Adapter(new Ina219(device, clock.Advance));

    private sealed class Adapter(Ina219 driver) : IPowerMonitorDriver
    {
        public void Reset() => driver.Reset();

        public void SetMode(int code) => driver.OperatingMode = (Ina219OperatingMode)code;

        public void SetGain(int code) => driver.PgaSensitivity = (Ina219PgaSensitivity)(code << 11);

        public void SetBusRange(int code) => driver.BusVoltageRange = (Ina219BusVoltageRange)(code << 13);

        public void SetBusAdc(int code) => driver.BusAdcResolutionOrSamples = (Ina219AdcResolutionOrSamples)(code << 3);

        public void SetShuntAdc(int code) => driver.ShuntAdcResolutionOrSamples = (Ina219AdcResolutionOrSamples)(code << 3);

        public void SetCalibration(ushort value, float amperesPerBit) => driver.SetCalibration(value, amperesPerBit);

        public double ShuntVolts() => driver.ReadShuntVoltage();

        public double BusVolts() => driver.ReadBusVoltage();

        public double Amperes() => driver.ReadCurrent();

        public double Watts() => driver.ReadPower();
    }
}

/// <summary>This project's TCA9554 driver.</summary>
public sealed class OwnPortExpanderTests : PortExpanderContract
{
    private protected override GpioDriver Driver(I2cDevice device) => new Tca9554(device);
}
