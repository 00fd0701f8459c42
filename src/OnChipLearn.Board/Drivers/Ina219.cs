using System.Buffers.Binary;
using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Drivers;

/// <summary>
/// Driver of the INA219 power monitor with the shape of Iot.Device's class of that name (numbers in SI units instead of UnitsNet types).
/// Readings are signed, and a reading at the end of a range throws instead of returning a figure that may be too small;
/// <see cref="ReadMeasurement"/> reports the same as flags.
/// </summary>
public sealed class Ina219 : IDisposable
{
    private const ushort ResetBit = 0x8000;
    private const ushort BusRangeMask = 0x2000;
    private const ushort GainMask = 0x1800;
    private const ushort BusAdcMask = 0x0780;
    private const ushort ShuntAdcMask = 0x0078;
    private const ushort ModeMask = 0x0007;
    private const int BusAdcShift = 4;
    private const int GainShift = 11;
    private const int CodeShift = 3;
    private const int BusShift = 3;
    private const ushort ConversionReady = 2;
    private const ushort MathOverflow = 1;
    private const int PowerLsbsPerCurrentLsb = 20;
    private const int PollsPerConversion = 8;
    private readonly I2cDevice _device;
    private readonly Action<TimeSpan> _wait;
    private ushort _configuration;
    private double _amperesPerBit = 1;

    /// <param name="device">The part; not disposed by the driver unless <see cref="Dispose"/> is called.</param>
    /// <param name="wait">Lets time pass while a conversion runs; null polls the bus without pause.</param>
    public Ina219(I2cDevice device, Action<TimeSpan>? wait = null)
    {
        _device = device;
        _wait = wait ?? (_ => { });
        _configuration = ReadRegister(Ina219Part.Configuration);
    }

    /// <summary>Operating mode; writing a triggered mode starts one measurement.</summary>
    public Ina219OperatingMode OperatingMode
    {
        get => (Ina219OperatingMode)(ReadConfiguration() & ModeMask);
        set => WriteConfiguration(ModeMask, (ushort)value);
    }

    /// <summary>Full scale of the bus voltage.</summary>
    public Ina219BusVoltageRange BusVoltageRange
    {
        get => (Ina219BusVoltageRange)(ReadConfiguration() & BusRangeMask);
        set => WriteConfiguration(BusRangeMask, (ushort)value);
    }

    /// <summary>Full scale of the shunt voltage.</summary>
    public Ina219PgaSensitivity PgaSensitivity
    {
        get => (Ina219PgaSensitivity)(ReadConfiguration() & GainMask);
        set => WriteConfiguration(GainMask, (ushort)value);
    }

    /// <summary>Resolution or averaging of the bus voltage.</summary>
    public Ina219AdcResolutionOrSamples BusAdcResolutionOrSamples
    {
        get => (Ina219AdcResolutionOrSamples)((ReadConfiguration() & BusAdcMask) >> BusAdcShift);
        set => WriteConfiguration(BusAdcMask, (ushort)((ushort)value << BusAdcShift));
    }

    /// <summary>Resolution or averaging of the shunt voltage.</summary>
    public Ina219AdcResolutionOrSamples ShuntAdcResolutionOrSamples
    {
        get => (Ina219AdcResolutionOrSamples)(ReadConfiguration() & ShuntAdcMask);
        set => WriteConfiguration(ShuntAdcMask, (ushort)value);
    }

    /// <summary>All registers to their reset values.</summary>
    public void Reset()
    {
        WriteRegister(Ina219Part.Configuration, ResetBit);
        _configuration = ReadRegister(Ina219Part.Configuration);
        _amperesPerBit = 1;
    }

    /// <summary>Writes the calibration register and keeps the weight of a current LSB: 0.04096 / (LSB * shunt resistance).</summary>
    /// <param name="calibrationValue">Register value; bit 0 is lost.</param>
    /// <param name="currentLsb">A per LSB of the current register.</param>
    public void SetCalibration(ushort calibrationValue, float currentLsb = 1.0F)
    {
        _amperesPerBit = currentLsb;
        WriteRegister(Ina219Part.Calibration, calibrationValue);
    }

    /// <summary>Last shunt voltage, V. Throws at the end of the range.</summary>
    public double ReadShuntVoltage() => CheckedShunt(ReadMeasurement()).ShuntVolts;

    /// <summary>Last bus voltage, V. Throws at the end of the range.</summary>
    public double ReadBusVoltage() => CheckedBus(ReadMeasurement()).BusVolts;

    /// <summary>Current register, A. Throws on overflow.</summary>
    public double ReadCurrent()
    {
        CheckedMath(ReadMeasurement());
        return (short)ReadRegister(Ina219Part.Current) * _amperesPerBit;
    }

    /// <summary>Power register, W (a magnitude). Throws on overflow; clears the conversion-ready bit.</summary>
    public double ReadPower()
    {
        CheckedMath(ReadMeasurement());
        return ReadRegister(Ina219Part.Power) * _amperesPerBit * PowerLsbsPerCurrentLsb;
    }

    /// <summary>Shunt and bus voltage with their flags; never throws for a range.</summary>
    public Ina219Measurement ReadMeasurement()
    {
        var shunt = (short)ReadRegister(Ina219Part.ShuntVoltage);
        var raw = ReadRegister(Ina219Part.BusVoltage);
        var bus = raw >> BusShift;
        var shuntFullScale = Ina219Conversion.ShuntFullScale((_configuration & GainMask) >> GainShift);
        var busFullScale = Ina219Conversion.BusFullScaleAt16Volts << ((_configuration & BusRangeMask) == 0 ? 0 : 1);
        return new Ina219Measurement(
            shunt * Ina219Conversion.ShuntVoltsPerBit,
            bus * Ina219Conversion.BusVoltsPerBit,
            Math.Abs((int)shunt) >= shuntFullScale,
            bus >= busFullScale,
            (raw & MathOverflow) != 0,
            (raw & ConversionReady) != 0);
    }

    /// <summary>Discards a finished measurement and waits until the next one is complete.</summary>
    public void WaitForConversion()
    {
        var time = TimeSpan.FromMicroseconds(ConversionNanoseconds() / 1000.0);
        ReadRegister(Ina219Part.Power);
        for (var poll = 0; poll <= 2 * PollsPerConversion; poll++)
        {
            if ((ReadRegister(Ina219Part.BusVoltage) & ConversionReady) != 0)
            {
                return;
            }

            _wait(time / PollsPerConversion);
        }

        throw new BoardException($"INA219 at 0x{Address:X2}: no conversion finished within twice {time.TotalMilliseconds} ms, expected the conversion-ready bit (mode {OperatingMode})");
    }

    /// <summary>Disposes the device.</summary>
    public void Dispose() => _device.Dispose();

    private int Address => _device.ConnectionSettings.DeviceAddress;

    private long ConversionNanoseconds() =>
        Ina219Conversion.Nanoseconds((_configuration & ShuntAdcMask) >> CodeShift)
        + Ina219Conversion.Nanoseconds((_configuration & BusAdcMask) >> (CodeShift + BusAdcShift));

    private Ina219Measurement CheckedShunt(Ina219Measurement measurement)
    {
        if (measurement.ShuntClipped)
        {
            throw new BoardException($"INA219 at 0x{Address:X2}: shunt voltage {measurement.ShuntVolts * 1e3:0.##} mV is the end of the range, expected less (PgaSensitivity is {(Ina219PgaSensitivity)(_configuration & GainMask)})");
        }

        return measurement;
    }

    private Ina219Measurement CheckedBus(Ina219Measurement measurement)
    {
        if (measurement.BusClipped)
        {
            throw new BoardException($"INA219 at 0x{Address:X2}: bus voltage {measurement.BusVolts:0.###} V is the end of the range, expected less (BusVoltageRange is {(Ina219BusVoltageRange)(_configuration & BusRangeMask)})");
        }

        return measurement;
    }

    private void CheckedMath(Ina219Measurement measurement)
    {
        if (CheckedBus(CheckedShunt(measurement)).MathOverflow)
        {
            throw new BoardException($"INA219 at 0x{Address:X2}: overflow flag set, expected a calibration with a larger current LSB");
        }
    }

    private ushort ReadConfiguration() => _configuration = ReadRegister(Ina219Part.Configuration);

    private void WriteConfiguration(ushort mask, ushort bits)
    {
        _configuration = (ushort)((ReadConfiguration() & ~mask) | (bits & mask));
        WriteRegister(Ina219Part.Configuration, _configuration);
    }

    private ushort ReadRegister(RegisterDeclaration register)
    {
        Span<byte> pointer = [register.Pointer];
        Span<byte> data = stackalloc byte[2];
        _device.WriteRead(pointer, data);
        return BinaryPrimitives.ReadUInt16BigEndian(data);
    }

    private void WriteRegister(RegisterDeclaration register, ushort value)
    {
        Span<byte> data = [register.Pointer, (byte)(value >> 8), (byte)value];
        _device.Write(data);
    }
}
