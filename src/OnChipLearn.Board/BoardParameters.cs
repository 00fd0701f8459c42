namespace OnChipLearn.Board;

/// <summary>What the board's emulation assumes where neither a data sheet nor the vendor's software says it.</summary>
public sealed record BoardParameters
{
    public static BoardParameters Default { get; } = new();

    /// <summary>Bus clock, Hz.</summary>
    public int I2cHertz { get; init; } = Bus.EmulatedI2cBus.FastModeHertz;

    /// <summary>Air temperature, degrees Celsius.</summary>
    public double AmbientCelsius { get; init; } = 25;

    /// <summary>Sensor temperature above air per watt of the chip, K/W.</summary>
    public double KelvinPerWatt { get; init; } = 30;

    /// <summary>Serial number in the EEPROM.</summary>
    public uint UniqueIdentifier { get; init; } = 0x0C1A0001;

    /// <summary>Channel of the multiplexer for the power monitors.</summary>
    public int MonitorChannel { get; init; }

    /// <summary>Channel for the potentiometers and the port expander.</summary>
    public int SupplyChannel { get; init; } = 1;

    /// <summary>Channel for the temperature sensor, the DAC and the EEPROM.</summary>
    public int ServiceChannel { get; init; } = 2;
}
