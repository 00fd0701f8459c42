using System.Collections.Immutable;
using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Parts;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board;

/// <summary>
/// The board around the chip: its I2C bus with all parts at their addresses, the six rails that the port expander switches and the
/// potentiometers trim, and the currents that a trace of activity draws from them. At power-up all rails are on at their nominal
/// voltages (the board's resistors hold the expander's undriven pins low, the potentiometers restore their stored wipers).
/// </summary>
public sealed class EmulatedBoard
{
    private readonly ImmutableArray<RailProbe> _probes;
    private readonly Dictionary<int, Ad5252Part> _potentiometers = [];

    /// <param name="table">Gives the standby power of each rail.</param>
    /// <param name="trace">Activity over board time; may grow while the board is in use.</param>
    /// <param name="parameters">Assumptions; null for the defaults.</param>
    public EmulatedBoard(EnergyTable table, RailTrace trace, BoardParameters? parameters = null)
    {
        Parameters = parameters ?? BoardParameters.Default;
        Clock = new BoardClock();
        Bus = new EmulatedI2cBus(Clock, clockHertz: Parameters.I2cHertz);
        Multiplexer = new Tca9546Part();
        PortExpander = new Tca9554Part();
        Supply = new ChipSupply([.. RailSpecification.All.Select(rail => rail.NominalVolts)]);
        _probes = [.. RailSpecification.All.Select(rail => new RailProbe(rail, Supply, trace, table.StandbyWatts(rail.Rail)))];

        Bus.Attach(Multiplexer);
        foreach (var rail in RailSpecification.All)
        {
            Bus.Attach(new Ina219Part(rail.MonitorAddress, Probe(rail.Rail), RailSpecification.ShuntOhms), Multiplexer, Parameters.MonitorChannel);
        }

        foreach (var pair in RailSpecification.All.GroupBy(rail => rail.PotentiometerAddress))
        {
            var wipers = pair.ToDictionary(rail => rail.Wiper, rail => rail.DefaultWiper);
            var potentiometer = new Ad5252Part(pair.Key, wipers[Ad5252Part.Rdac1], wipers[Ad5252Part.Rdac3]);
            potentiometer.WiperMoved += now => UpdateSupply(now, potentiometer.ToString());
            _potentiometers[pair.Key] = potentiometer;
            Bus.Attach(potentiometer, Multiplexer, Parameters.SupplyChannel);
        }

        PortExpander.LevelsChanged += now => UpdateSupply(now, PortExpander.ToString());
        Bus.Attach(PortExpander, Multiplexer, Parameters.SupplyChannel);
        Bus.Attach(new Tmp112Part(TemperatureAddress, Celsius), Multiplexer, Parameters.ServiceChannel);
        Bus.Attach(ReferenceConverter = new Dac6573Part(), Multiplexer, Parameters.ServiceChannel);
        Bus.Attach(new Eeprom24Aa02UidPart(Parameters.UniqueIdentifier), Multiplexer, Parameters.ServiceChannel);
    }

    /// <summary>I2C address of the TMP112.</summary>
    public const int TemperatureAddress = 0x48;

    public BoardParameters Parameters { get; }

    /// <summary>Board time; bus transfers move it.</summary>
    public BoardClock Clock { get; }

    public EmulatedI2cBus Bus { get; }

    public Tca9546Part Multiplexer { get; }

    public Tca9554Part PortExpander { get; }

    public Dac6573Part ReferenceConverter { get; }

    /// <summary>Rail voltages and the condition of the chip.</summary>
    public ChipSupply Supply { get; }

    /// <summary>The truth behind a monitor.</summary>
    public RailProbe Probe(Rail rail) => _probes[(int)rail];

    private double Celsius(long from, long to) => Parameters.AmbientCelsius + (Parameters.KelvinPerWatt * _probes.Sum(probe => probe.MeanWatts(from, to)));

    private void UpdateSupply(long now, string cause)
    {
        var levels = PortExpander.Levels;
        Span<double> volts = stackalloc double[RailSpecification.Count];
        foreach (var rail in RailSpecification.All)
        {
            var disabled = (levels & ((1 << rail.DisableBit) | (1 << RailSpecification.DisablePowerBit))) != 0;
            volts[(int)rail.Rail] = disabled ? 0 : rail.Volts(_potentiometers[rail.PotentiometerAddress].Wiper(rail.Wiper));
        }

        Supply.Set(now, volts, cause);
    }
}
