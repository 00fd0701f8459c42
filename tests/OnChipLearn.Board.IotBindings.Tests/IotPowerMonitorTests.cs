using System.Device.I2c;
using Iot.Device.Adc;
using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Tests.Contracts;

namespace OnChipLearn.Board.IotBindings.Tests;

/// <summary>
/// Iot.Device's INA219 driver on the emulated part. It reads what ours reads except where the hooks below say otherwise; each is a
/// property of that driver, not of the part, and shows on a real INA219 too. Its waits are in real time, during which board time stands.
/// </summary>
public sealed class IotPowerMonitorTests : PowerMonitorContract
{
    private const double ShuntRegisterSpanVolts = 65536 * 10e-6;
    private const double BusSignVolts = 4096 * 4e-3;
    private const int CurrentRegisterSpan = 65536;
    private const int NineBitStep = 8;
    private const int SlowDriverSamples = 100;

    private protected override IPowerMonitorDriver Connect(I2cDevice device, BoardClock clock) => new Adapter(new Ina219(device));

    private protected override int SamplesOf(int wanted) => Math.Min(wanted, SlowDriverSamples);

    /// <summary>The driver takes the signed shunt register as unsigned: negative voltages come out 655.36 mV too high.</summary>
    private protected override double ExpectedShuntVolts(double truth) => truth <= -5e-6 ? truth + ShuntRegisterSpanVolts : truth;

    /// <summary>The driver takes the unsigned bus voltage register as signed: from 16.384 V on it reads 32.768 V too low.</summary>
    private protected override double ExpectedBusVolts(double truth) => truth >= BusSignVolts - 2e-3 ? truth - (2 * BusSignVolts) : truth;

    /// <summary>The same as for the shunt voltage, in the current register.</summary>
    private protected override double ExpectedAmperes(double truth, double amperesPerBit) =>
        truth < 0 ? truth + (CurrentRegisterSpan * amperesPerBit) : truth;

    /// <summary>The driver writes the shunt ADC code into the bus ADC field and leaves 0 (9 bit) in its own.</summary>
    private protected override int ShuntStep(int step) => NineBitStep;

    private sealed class Adapter(Ina219 driver) : IPowerMonitorDriver
    {
        public void Reset() => driver.Reset();

        public void SetMode(int code) => driver.OperatingMode = (Ina219OperatingMode)code;

        public void SetGain(int code) => driver.PgaSensitivity = (Ina219PgaSensitivity)(code << 11);

        public void SetBusRange(int code) => driver.BusVoltageRange = (Ina219BusVoltageRange)(code << 13);

        public void SetBusAdc(int code) => driver.BusAdcResolutionOrSamples = (Ina219AdcResolutionOrSamples)(code << 3);

        public void SetShuntAdc(int code) => driver.ShuntAdcResolutionOrSamples = (Ina219AdcResolutionOrSamples)(code << 3);

        public void SetCalibration(ushort value, float amperesPerBit) => driver.SetCalibration(value, amperesPerBit);

        public double ShuntVolts() => driver.ReadShuntVoltage().Volts;

        public double BusVolts() => driver.ReadBusVoltage().Volts;

        public double Amperes() => driver.ReadCurrent().Amperes;

        public double Watts() => driver.ReadPower().Watts;
    }
}
