using OnChipLearn.Board.Parts;
using OnChipLearn.Board.Tests.Contracts;

namespace OnChipLearn.Board.Tests.Parts;

/// <summary>INA219 (SBOS448): registers, flags and conversion times, named after the data sheet's tables.</summary>
public sealed class Ina219PartTests
{
    private const double ShuntOhms = 0.027;
    private readonly BenchProbe _probe = new();
    private readonly PartBench _bench;

    public Ina219PartTests() => _bench = new PartBench(new Ina219Part(0x40, _probe, ShuntOhms));

    [Theory]
    [InlineData(0, 0x399F)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 0)]
    public void SummaryOfRegisterSet_PowerOnReset(byte pointer, ushort value) => Assert.Equal(value, _bench.Word(pointer));

    [Theory]
    [InlineData(0, 0x3FFF)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 0xFFFE)]
    public void SummaryOfRegisterSet_WriteMask(byte pointer, ushort mask)
    {
        _bench.Word(0, 0); // power-down: nothing converts meanwhile
        _bench.Word(pointer, 0x7FFF);
        Assert.Equal(0x7FFF & mask, _bench.Word(pointer));
        _bench.Word(pointer, 0);
        Assert.Equal(0, _bench.Word(pointer));
    }

    [Fact]
    public void CalibrationRegister_BitZeroIsFixed()
    {
        _bench.Word(5, 0xFFFF);
        Assert.Equal(0xFFFE, _bench.Word(5));
    }

    [Fact]
    public void ConfigurationRegister_ResetBitRestoresAllAndClearsItself()
    {
        _bench.Word(5, 0x1234);
        _bench.Word(0, 0x019F);
        _bench.Word(0, 0x8000);
        Assert.Equal(0x399F, _bench.Word(0));
        Assert.Equal(0, _bench.Word(5));
    }

    [Fact]
    public void RegisterPointer_SurvivesTransfers()
    {
        _bench.Write(0);
        Assert.Equal([0x39, 0x9F], _bench.Read(2));
        Assert.Equal([0x39, 0x9F], _bench.Read(2));
        _bench.Write(5);
        Assert.Equal([0, 0], _bench.Read(2));
    }

    [Theory]
    [InlineData(0, 84)]
    [InlineData(1, 148)]
    [InlineData(2, 276)]
    [InlineData(3, 532)]
    [InlineData(4, 84)]
    [InlineData(7, 532)]
    [InlineData(8, 532)]
    [InlineData(9, 1060)]
    [InlineData(10, 2130)]
    [InlineData(11, 4260)]
    [InlineData(12, 8510)]
    [InlineData(13, 17020)]
    [InlineData(14, 34050)]
    [InlineData(15, 68100)]
    public void AdcSettings_ConversionTime(int code, int microseconds)
    {
        Assert.False(ReadyAfter(code, (microseconds * 1000L) - 1));
        Assert.True(ReadyAfter(code, microseconds * 1000L));
    }

    [Fact]
    public void AdcSettings_AveragingReducesRippleToTheMean()
    {
        var part = new Ina219Part(0x41, new Ripple(), ShuntOhms);
        var bench = new PartBench(part);
        bench.Word(0, 0x7FFF & ~0x4000); // 128 samples, 320 mV
        bench.Clock.Advance(200_000_000);
        var mean = (short)bench.Word(1) * 10e-6 / ShuntOhms;
        Assert.Equal(1.0, mean, 0.5 * 10e-6 / ShuntOhms + 0.02);
    }

    [Fact]
    public void BusVoltageRegister_ConversionReadyClearsOnPowerReadAndOnModeWrite()
    {
        _bench.Clock.Advance(2_000_000);
        Assert.Equal(2, _bench.Word(2) & 2);
        Assert.Equal(2, _bench.Word(2) & 2);
        _bench.Word(3);
        Assert.Equal(0, _bench.Word(2) & 2);
        _bench.Clock.Advance(2_000_000);
        Assert.Equal(2, _bench.Word(2) & 2);
        _bench.Word(0, 0x399F);
        Assert.Equal(0, _bench.Word(2) & 2);
        _bench.Clock.Advance(2_000_000);
        _bench.Word(0, 0x3998); // power-down keeps it
        Assert.Equal(2, _bench.Word(2) & 2);
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(-1.0, 0)]
    [InlineData(11.0, 1)]
    [InlineData(-11.0, 1)]
    public void BusVoltageRegister_MathOverflow(double amperes, int flag)
    {
        (_probe.Amperes, _probe.Volts) = (amperes, 1.2);
        _bench.Word(5, 0x7FFE);
        _bench.Clock.Advance(3_000_000);
        Assert.Equal(flag, _bench.Word(2) & 1);
    }

    [Theory]
    [InlineData(0, 0.040, 4000)]
    [InlineData(0, -0.040, -4000)]
    [InlineData(0, 0.1, 4000)]
    [InlineData(0, -0.1, -4000)]
    [InlineData(1, 0.1, 8000)]
    [InlineData(2, 0.2, 16000)]
    [InlineData(3, 0.4, 32000)]
    [InlineData(3, -0.4, -32000)]
    [InlineData(3, -0.32, -32000)]
    [InlineData(3, 0.31999, 31999)]
    public void ShuntVoltageRegisterFormat_ClipsAtThePgaRange(int gain, double volts, int lsbs)
    {
        _probe.Amperes = volts / ShuntOhms;
        _bench.Word(0, (ushort)(0x019F | (gain << 11)));
        _bench.Clock.Advance(3_000_000);
        Assert.Equal(lsbs, (short)_bench.Word(1));
    }

    [Theory]
    [InlineData(0, 17, 4000)]
    [InlineData(1, 17, 4250)]
    [InlineData(1, 33, 8000)]
    public void BusVoltageRegister_FullScale(int range, double volts, int lsbs)
    {
        _probe.Volts = volts;
        _bench.Word(0, (ushort)(0x019F | (range << 13)));
        _bench.Clock.Advance(3_000_000);
        Assert.Equal(lsbs, _bench.Word(2) >> 3);
    }

    [Fact]
    public void WrongWidth_IsAMessageNotASilentLoss()
    {
        var fault = Assert.Throws<BoardException>(() => _bench.Write(5, 0x12));
        Assert.Contains("INA219 at 0x40, register 5 (Calibration): write of 1 byte(s), expected a multiple of 2", fault.Message);
        Assert.Throws<BoardException>(() => _bench.Read(1));
    }

    /// <summary>The conversion-ready bit so many ns after the write that triggers a conversion of the shunt alone.</summary>
    private static bool ReadyAfter(int code, long nanoseconds)
    {
        const long StopOfTheWrite = 2500;
        const long LatchOfTheRead = (1 + 9 + 9 + 1 + 9) * 2500; // pointer write, repeated start, address
        var bench = new PartBench(new Ina219Part(0x40, new BenchProbe(), ShuntOhms));
        bench.Word(0, (ushort)((code << 3) | 1));
        bench.Clock.Advance(nanoseconds - StopOfTheWrite - LatchOfTheRead);
        return (bench.Word(2) & 2) != 0;
    }

    /// <summary>1 A with a ripple that single samples alias with.</summary>
    private sealed class Ripple : IRailProbe
    {
        public double MeanAmperes(long fromNanoseconds, long toNanoseconds) => 1 + Math.Sin(fromNanoseconds * 1e-5);

        public double MeanVolts(long fromNanoseconds, long toNanoseconds) => 1.2;
    }
}
