using System.Collections.Immutable;
using System.Device.I2c;
using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Monitoring;

/// <summary>
/// Reads the power monitors, the thermometer and the identity of a board over any <see cref="I2cBus"/>, emulated or real, as a script on
/// a lab machine does: connect the multiplexer's channels, set the monitors up, poll.
/// </summary>
public sealed class BoardMonitor : IDisposable
{
    private const byte BoardChannels = 0b0111;
    private const int MultiplexerAddress = 0x70;
    private const int EepromAddress = 0x50;
    private const int ReferenceAddress = 0x4C;
    private const int ExpanderAddress = 0x38;
    private readonly ImmutableArray<Ina219> _monitors;
    private readonly Dictionary<int, Ad5252> _potentiometers = [];
    private readonly Dac6573 _references;
    private readonly Tca9554 _expander;
    private readonly Tmp112 _thermometer;
    private readonly List<IDisposable> _devices = [];

    /// <param name="bus">The board's bus.</param>
    /// <param name="averaging">Resolution or averaging of both voltages.</param>
    /// <param name="range">Shunt range: 40 mV is 1.48 A.</param>
    public BoardMonitor(
        I2cBus bus,
        Ina219AdcResolutionOrSamples averaging = Ina219AdcResolutionOrSamples.Adc8Sample,
        Ina219PgaSensitivity range = Ina219PgaSensitivity.PlusOrMinus40mv)
    {
        Require("TCA9546A multiplexer", MultiplexerAddress, () => Keep(new Tca9546(bus.CreateDevice(MultiplexerAddress))).Channels = BoardChannels);
        var monitors = ImmutableArray.CreateBuilder<Ina219>(RailSpecification.Count);
        foreach (var rail in RailSpecification.All)
        {
            Require($"INA219 monitor of {rail.Name}", rail.MonitorAddress, () =>
            {
                var monitor = Keep(new Ina219(bus.CreateDevice(rail.MonitorAddress)));
                monitor.BusVoltageRange = Ina219BusVoltageRange.Range16v;
                monitor.PgaSensitivity = range;
                monitor.BusAdcResolutionOrSamples = averaging;
                monitor.ShuntAdcResolutionOrSamples = averaging;
                monitors.Add(monitor);
            });
        }

        _monitors = monitors.ToImmutable();
        foreach (var address in RailSpecification.All.Select(rail => rail.PotentiometerAddress).Distinct())
        {
            _potentiometers[address] = Keep(new Ad5252(bus.CreateDevice(address)));
        }

        _references = Keep(new Dac6573(bus.CreateDevice(ReferenceAddress)));
        _expander = Keep(new Tca9554(bus.CreateDevice(ExpanderAddress)));
        _thermometer = Keep(new Tmp112(bus.CreateDevice(EmulatedBoard.TemperatureAddress)));
        Require("24AA02UID identity", EepromAddress, () => UniqueIdentifier = Keep(new Eeprom24Aa02Uid(bus.CreateDevice(EepromAddress))).ReadUniqueIdentifier());
    }

    /// <summary>The board's serial number.</summary>
    public uint UniqueIdentifier { get; private set; }

    /// <summary>One round of readings. A rail whose monitor is at the end of its range is marked, not hidden.</summary>
    public BoardReading Poll()
    {
        var rails = new RailReading[RailSpecification.Count];
        foreach (var rail in RailSpecification.All)
        {
            Require($"INA219 monitor of {rail.Name}", rail.MonitorAddress, () =>
            {
                var measurement = _monitors[(int)rail.Rail].ReadMeasurement();
                rails[(int)rail.Rail] = new RailReading(rail.Name, measurement.BusVolts, measurement.ShuntVolts / RailSpecification.ShuntOhms, measurement.Clipped);
            });
        }

        double celsius = 0;
        Require("TMP112 thermometer", EmulatedBoard.TemperatureAddress, () => celsius = _thermometer.ReadTemperature());
        return new BoardReading(rails, celsius);
    }

    /// <summary>What the potentiometers, the converter and the port expander hold.</summary>
    public BoardSettings ReadSettings()
    {
        var wipers = new byte[RailSpecification.Count];
        foreach (var rail in RailSpecification.All)
        {
            Require($"AD5252 potentiometer of {rail.Name}", rail.PotentiometerAddress, () => wipers[(int)rail.Rail] = _potentiometers[rail.PotentiometerAddress].ReadWiper(rail.Wiper));
        }

        var codes = new int[Parts.Dac6573Part.ChannelCount];
        for (var channel = 0; channel < codes.Length; channel++)
        {
            Require("DAC6573 converter", ReferenceAddress, () => codes[channel] = _references.ReadCode(channel));
        }

        byte levels = 0;
        Require("TCA9554A port expander", ExpanderAddress, () => levels = _expander.ReadRegister(Parts.Tca9554Part.InputPort));
        return new BoardSettings(wipers, codes, levels);
    }

    /// <summary>Closes the devices.</summary>
    public void Dispose()
    {
        foreach (var device in _devices)
        {
            device.Dispose();
        }
    }

    private static void Require(string part, int address, Action access)
    {
        try
        {
            access();
        }
        catch (IOException fault)
        {
            throw new BoardException($"{part} at I2C address 0x{address:X2}: no acknowledge ({fault.Message}), expected the part on the bus", fault);
        }
    }

    private T Keep<T>(T device)
        where T : IDisposable
    {
        _devices.Add(device);
        return device;
    }
}
