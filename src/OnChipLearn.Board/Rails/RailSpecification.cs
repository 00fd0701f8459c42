using System.Collections.Immutable;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Rails;

/// <summary>
/// Where a rail is monitored, switched and trimmed on the board (addresses, bits and default wipers as the vendor's software has them).
/// </summary>
/// <param name="Rail">The rail.</param>
/// <param name="Name">The name in files and tables.</param>
/// <param name="NominalVolts">Set voltage at the default wiper; the vendor's tests accept 5 % around it.</param>
/// <param name="MonitorAddress">I2C address of its INA219.</param>
/// <param name="DisableBit">Pin of the port expander that switches it off when high.</param>
/// <param name="PotentiometerAddress">I2C address of the AD5252 that trims it.</param>
/// <param name="Wiper">RDAC number of that potentiometer.</param>
/// <param name="DefaultWiper">Wiper for the nominal voltage.</param>
public sealed record RailSpecification(
    Rail Rail, string Name, double NominalVolts, int MonitorAddress, int DisableBit, int PotentiometerAddress, byte Wiper, byte DefaultWiper)
{
    /// <summary>Number of rails.</summary>
    public const int Count = 6;

    /// <summary>Shunt resistor of every monitor, ohm.</summary>
    public const double ShuntOhms = 0.027;

    /// <summary>
    /// Relative voltage per wiper step: 1.25 V at 0x93 and 1.2 V at 0xA8 give -(1.25 / 1.2 - 1) / 21 for the 1.2 V rails; assumed for
    /// all, and linear.
    /// </summary>
    public const double RelativeVoltsPerWiperStep = -((1.25 / 1.2) - 1) / 21;

    /// <summary>All rails, indexed by <see cref="Rails.Rail"/>.</summary>
    public static ImmutableArray<RailSpecification> All { get; } =
    [
        new(Rail.Vdd12Digital, "vdd12_digital", 1.25, 0x40, 1, 0x2C, Ad5252Part.Rdac3, 0x93),
        new(Rail.Vdd25Digital, "vdd25_digital", 2.5, 0x41, 0, 0x2C, Ad5252Part.Rdac1, 0xA7),
        new(Rail.Vdd12Analog, "vdd12_analog", 1.2, 0x42, 5, 0x2E, Ad5252Part.Rdac1, 0xA8),
        new(Rail.Vdd25Analog, "vdd25_analog", 2.5, 0x43, 4, 0x2E, Ad5252Part.Rdac3, 0xA7),
        new(Rail.Vdd12Madc, "vdd12_madc", 1.2, 0x44, 3, 0x2D, Ad5252Part.Rdac3, 0xA8),
        new(Rail.Vdd12Pll, "vdd12_pll", 1.2, 0x45, 2, 0x2D, Ad5252Part.Rdac1, 0xA8),
    ];

    /// <summary>Port expander pin that switches every rail off when high.</summary>
    public const int DisablePowerBit = 7;

    /// <summary>The rail of a name, or null.</summary>
    public static RailSpecification? Find(string name) => All.FirstOrDefault(specification => specification.Name == name);

    /// <summary>Set voltage at a wiper position, V.</summary>
    public double Volts(byte wiper) => NominalVolts * (1 + ((wiper - DefaultWiper) * RelativeVoltsPerWiperStep));
}
