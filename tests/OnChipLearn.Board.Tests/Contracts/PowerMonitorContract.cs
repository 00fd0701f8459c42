using System.Device.I2c;
using CsCheck;
using OnChipLearn.Board.Bus;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Contracts;

/// <summary>
/// What every INA219 driver must read from the emulated part. The hooks at the end are where a driver may differ; a driver that
/// overrides one says why there.
/// </summary>
public abstract class PowerMonitorContract
{
    private const double ShuntOhms = 0.027;
    private const int Address = 0x40;
    private const double Slack = 1e-9;
    private static readonly int Samples = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 20_000 : 500;
    private static readonly TimeSpan TwoLongestCycles = TimeSpan.FromMilliseconds(300);

    /// <summary>Shunt and bus voltage equal the truth within half a step at 12 bit, in every range, both signs, up to the end of the range.</summary>
    [Fact]
    public void VoltagesEqualTheTruthWithinTheStep()
    {
        var inputs = Gen.Select(Gen.Double[-1, 1], Gen.Double[0, 1], Gen.Int[0, 3], Gen.Int[0, 1]);
        using var bench = new Bench(this);
        inputs.Sample(
            (shunt, bus, gain, range) =>
            {
                var shuntVolts = shunt * 0.04 * (1 << gain);
                var busVolts = bus * 15.9 * (1 << range);
                bench.Apply(shuntVolts / ShuntOhms, busVolts);
                bench.Driver.SetGain(gain);
                bench.Driver.SetBusRange(range);
                bench.Settle();
                if (Math.Abs(shuntVolts) < (0.04 * (1 << gain)) - 5e-6)
                {
                    Assert.Equal(ExpectedShuntVolts(shuntVolts), bench.Driver.ShuntVolts(), 5e-6 + Slack);
                }

                Assert.Equal(ExpectedBusVolts(busVolts), bench.Driver.BusVolts(), 2e-3 + Slack);
            },
            iter: SamplesOf(Samples),
            threads: 1);
    }

    /// <summary>Data sheet, "ADC Settings": 9 to 12 bit give steps of 80, 40, 20, 10 uV and 32, 16, 8, 4 mV.</summary>
    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void ResolutionSetsTheStep(int code, int step)
    {
        using var bench = new Bench(this);
        bench.Apply(0.0123456 / ShuntOhms, 1.2345);
        bench.Driver.SetBusAdc(code);
        bench.Settle();
        Assert.Equal(Math.Round(1.2345 / (step * 4e-3)) * step * 4e-3, bench.Driver.BusVolts(), Slack);

        bench.Driver.SetShuntAdc(code);
        bench.Settle();
        Assert.Equal(Math.Round(0.0123456 / (ShuntStep(step) * 10e-6)) * ShuntStep(step) * 10e-6, bench.Driver.ShuntVolts(), Slack);
    }

    /// <summary>Data sheet, "Calibration Register and Scaling": current = shunt * cal / 4096, power = current * bus / 5000, LSBs 1 and 20.</summary>
    [Theory]
    [InlineData(1.0, 1.2)]
    [InlineData(0.05, 2.5)]
    [InlineData(-0.5, 1.25)]
    public void CurrentAndPowerFollowTheCalibration(double amperes, double volts)
    {
        const float AmperesPerBit = 50e-6f;
        const ushort Calibration = (ushort)(0.04096 / 50e-6 / ShuntOhms) & 0xFFFE;
        using var bench = new Bench(this);
        bench.Apply(amperes, volts);
        bench.Driver.SetCalibration(Calibration, AmperesPerBit);
        bench.Settle();
        var shuntStep = 10e-6 / ShuntOhms;
        Assert.Equal(ExpectedAmperes(amperes, AmperesPerBit), bench.Driver.Amperes(), shuntStep + AmperesPerBit);
        Assert.Equal(Math.Abs(amperes) * volts, bench.Driver.Watts(), (shuntStep * volts) + (4e-3 * Math.Abs(amperes)) + (20 * AmperesPerBit));
    }

    /// <summary>Data sheet, "Mode Settings": power-down keeps the last result, a triggered mode takes one.</summary>
    [Fact]
    public void ModesConvertWhenTheyShould()
    {
        using var bench = new Bench(this);
        bench.Apply(0.5, 1.2);
        bench.Settle();
        bench.Driver.SetMode(0);
        bench.Apply(0.1, 2.4);
        bench.Settle();
        Assert.Equal(1.2, bench.Driver.BusVolts(), Slack);

        bench.Driver.SetMode(3);
        bench.Settle();
        Assert.Equal(2.4, bench.Driver.BusVolts(), Slack);
        bench.Apply(0.1, 1.6);
        bench.Settle();
        Assert.Equal(2.4, bench.Driver.BusVolts(), Slack);
    }

    /// <summary>RST: ranges and calibration return to their defaults.</summary>
    [Fact]
    public void ResetRestoresTheDefaults()
    {
        using var bench = new Bench(this);
        bench.Driver.SetGain(0);
        bench.Driver.SetBusRange(0);
        bench.Driver.Reset();
        bench.Apply(0.3 / ShuntOhms, 20);
        bench.Settle();
        Assert.Equal(0.3, bench.Driver.ShuntVolts(), 5e-6 + Slack);
        Assert.Equal(ExpectedBusVolts(20), bench.Driver.BusVolts(), Slack);
    }

    private protected abstract IPowerMonitorDriver Connect(I2cDevice device, BoardClock clock);

    /// <summary>Fewer samples for a driver that sleeps in real time.</summary>
    private protected virtual int SamplesOf(int wanted) => wanted;

    /// <summary>What the driver reports for a shunt voltage.</summary>
    private protected virtual double ExpectedShuntVolts(double truth) => truth;

    /// <summary>What the driver reports for a bus voltage.</summary>
    private protected virtual double ExpectedBusVolts(double truth) => truth;

    /// <summary>What the driver reports for a current.</summary>
    private protected virtual double ExpectedAmperes(double truth, double amperesPerBit) => truth;

    /// <summary>The shunt step that the driver's setting of the shunt resolution leads to.</summary>
    private protected virtual int ShuntStep(int step) => step;

    private sealed class Bench : IDisposable
    {
        private readonly BoardClock _clock = new();
        private readonly BenchProbe _probe = new();
        private readonly EmulatedI2cBus _bus;

        public Bench(PowerMonitorContract contract)
        {
            _bus = new EmulatedI2cBus(_clock);
            _bus.Attach(new Ina219Part(Address, _probe, ShuntOhms));
            Driver = contract.Connect(_bus.CreateDevice(Address), _clock);
        }

        public IPowerMonitorDriver Driver { get; }

        public void Apply(double amperes, double volts) => (_probe.Amperes, _probe.Volts) = (amperes, volts);

        public void Settle() => _clock.Advance(TwoLongestCycles);

        public void Dispose() => _bus.Dispose();
    }
}
