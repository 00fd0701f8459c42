using System.Device.Gpio;
using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Monitoring;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Tests.Rails;

/// <summary>The board as a whole: power-up, trimming, switching rails off, absent parts.</summary>
public sealed class ChipSupplyTests
{
    private readonly RailTrace _trace = new();
    private readonly EmulatedBoard _board;

    public ChipSupplyTests() => _board = new EmulatedBoard(EnergyTable.Default, _trace);

    [Fact]
    public void PowerUp_AllRailsNominalAndAtStandbyPower()
    {
        using var monitor = new BoardMonitor(_board.Bus);
        _board.Clock.Advance(300_000_000);
        var reading = monitor.Poll();
        foreach (var rail in RailSpecification.All)
        {
            var seen = reading.Rails[(int)rail.Rail];
            Assert.Equal(rail.NominalVolts, seen.Volts, 0.002001);
            Assert.Equal(EnergyTable.Default.StandbyWatts(rail.Rail) / rail.NominalVolts, seen.Amperes, EnergyIntegral.AmperesPerStep);
            Assert.False(seen.Clipped);
        }

        Assert.Equal(BoardParameters.Default.UniqueIdentifier, monitor.UniqueIdentifier);
        Assert.Equal(25 + (30 * 0.16), reading.Celsius, 0.0626);
        Assert.True(_board.Supply.IsUp);
    }

    [Theory]
    [InlineData(Rail.Vdd12Digital)]
    [InlineData(Rail.Vdd25Digital)]
    [InlineData(Rail.Vdd12Analog)]
    [InlineData(Rail.Vdd25Analog)]
    [InlineData(Rail.Vdd12Madc)]
    [InlineData(Rail.Vdd12Pll)]
    public void SwitchingARailOff_TakesTheChipDownAndSaysSo(Rail rail)
    {
        var specification = RailSpecification.All[(int)rail];
        string? said = null;
        _board.Supply.WentDown += message => said = message;
        Connect();
        using (var controller = new GpioController(new Tca9554(_board.Bus.CreateDevice(0x38))))
        {
            controller.OpenPin(specification.DisableBit);
            controller.Write(specification.DisableBit, PinValue.Low);
            controller.SetPinMode(specification.DisableBit, PinMode.Output);
            Assert.True(_board.Supply.IsUp);
            controller.Write(specification.DisableBit, PinValue.High);
        }

        Assert.False(_board.Supply.IsUp);
        Assert.True(_board.Supply.LostState);
        Assert.Matches($"^chip down at \\d+ us: {specification.Name} switched off by TCA9554A at 0x38$", said);
        using (var monitor = new BoardMonitor(_board.Bus))
        {
            _board.Clock.Advance(50_000_000);
            Assert.Equal((0.0, 0.0), (monitor.Poll().Rails[(int)rail].Volts, monitor.Poll().Rails[(int)rail].Amperes));
            Assert.Equal(1 << specification.DisableBit, monitor.ReadSettings().ExpanderLevels);
        }

        using var expander = new Tca9554(_board.Bus.CreateDevice(0x38));
        expander.WriteRegister(Board.Parts.Tca9554Part.OutputPort, 0);
        Assert.True(_board.Supply.IsUp);
        Assert.Contains("its state is lost", _board.Supply.Events[^1]);
    }

    [Fact]
    public void DisablePower_SwitchesAllRailsOff()
    {
        Connect();
        using (var expander = new Tca9554(_board.Bus.CreateDevice(0x38)))
        {
            expander.WriteRegister(Board.Parts.Tca9554Part.OutputPort, 0x80);
            expander.WriteRegister(Board.Parts.Tca9554Part.Configuration, 0x7F);
        }

        using var monitor = new BoardMonitor(_board.Bus);
        _board.Clock.Advance(50_000_000);
        Assert.Equal(0, monitor.Poll().Watts);
    }

    [Fact]
    public void AChipThatIsDown_DrawsNothingForActivity()
    {
        _trace.Append(1_000_000_000, [1, 0, 0, 0, 0, 0]);
        var probe = _board.Probe(Rail.Vdd12Digital);
        Assert.Equal(1 + 0.064, probe.MeanWatts(0, 1000), 1e-9);
        Connect();
        using var expander = new Tca9554(_board.Bus.CreateDevice(0x38));
        expander.WriteRegister(Board.Parts.Tca9554Part.OutputPort, 1 << 5);
        expander.WriteRegister(Board.Parts.Tca9554Part.Configuration, 0);
        var now = _board.Clock.Nanoseconds;
        Assert.Equal(0.064, probe.MeanWatts(now, now + 1000), 1e-9);
    }

    [Fact]
    public void Potentiometers_TrimTheirRail()
    {
        Connect();
        using (var trim = new Ad5252(_board.Bus.CreateDevice(0x2C)))
        {
            trim.SetWiper(3, 0xA8);
        }

        using var monitor = new BoardMonitor(_board.Bus);
        _board.Clock.Advance(50_000_000);
        var reading = monitor.Poll();
        Assert.Equal(1.2 * 1.25 / 1.25, reading.Rails[(int)Rail.Vdd12Digital].Volts, 0.005);
        Assert.Equal(2.5, reading.Rails[(int)Rail.Vdd25Digital].Volts, 0.002001);
    }

    [Fact]
    public void Settings_AreReadBack()
    {
        Connect();
        using (var references = new Dac6573(_board.Bus.CreateDevice(0x4C)))
        {
            references.SetCode((int)BoardReference.ReadoutVoltage, 700);
        }

        using var monitor = new BoardMonitor(_board.Bus);
        var settings = monitor.ReadSettings();
        Assert.Equal(RailSpecification.All.Select(rail => rail.DefaultWiper), settings.Wipers);
        Assert.Equal([0, 0, 0, 700], settings.ReferenceCodes);
        Assert.Equal(0, settings.ExpanderLevels);
    }

    [Fact]
    public void AnAbsentMonitor_IsNamed()
    {
        var bare = new Board.Bus.EmulatedI2cBus(new Board.Bus.BoardClock());
        bare.Attach(new Board.Parts.Tca9546Part());
        var fault = Assert.Throws<BoardException>(() => new BoardMonitor(bare));
        Assert.Equal("INA219 monitor of vdd12_digital at I2C address 0x40: no acknowledge (Error 121 (Remote I/O error) performing I2C data transfer.), expected the part on the bus", fault.Message);
    }

    [Fact]
    public void AMonitorWhoseChannelIsLeft_IsNamedWhilePolling()
    {
        using var monitor = new BoardMonitor(_board.Bus);
        _board.Bus.RemoveDevice(0x70);
        _board.Bus.CreateDevice(0x70).WriteByte(0);
        Assert.Contains("vdd12_digital", Assert.Throws<BoardException>(() => monitor.Poll()).Message);
    }

    [Fact]
    public void AClippingRange_IsMarkedInTheReading()
    {
        _trace.Append(1_000_000_000, [3, 0, 0, 0, 0, 0]);
        using var monitor = new BoardMonitor(_board.Bus);
        _board.Clock.Advance(300_000_000);
        var reading = monitor.Poll();
        Assert.True(reading.Rails[0].Clipped);
        Assert.False(reading.Rails[1].Clipped);
    }

    /// <summary>The multiplexer's channels, without a monitor.</summary>
    private void Connect()
    {
        using var multiplexer = new Tca9546(_board.Bus.CreateDevice(0x70));
        multiplexer.Channels = 0x07;
    }
}
