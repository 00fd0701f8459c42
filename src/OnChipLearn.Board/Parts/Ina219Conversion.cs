namespace OnChipLearn.Board.Parts;

/// <summary>
/// INA219 converter arithmetic: the ADC settings of the data sheet's table "ADC Settings", ranges and steps. A result is in units of the
/// register's LSB (10 uV shunt, 4 mV bus) whatever the resolution; fewer bits mean coarser steps.
/// </summary>
public static class Ina219Conversion
{
    /// <summary>LSB of the shunt voltage register, V.</summary>
    public const double ShuntVoltsPerBit = 10e-6;

    /// <summary>LSB of the bus voltage register (after its three low bits are gone), V.</summary>
    public const double BusVoltsPerBit = 4e-3;

    /// <summary>Shunt full scale at gain 1, in register LSBs: 40 mV.</summary>
    public const int ShuntFullScaleAtGain1 = 4000;

    /// <summary>Bus full scale of the 16 V range, in register LSBs.</summary>
    public const int BusFullScaleAt16Volts = 4000;

    private const int FullBits = 12;
    private const int AveragingCode = 8;
    private static readonly long[] SingleNanoseconds = [84_000, 148_000, 276_000, 532_000];
    private static readonly long[] AveragedNanoseconds = [532_000, 1_060_000, 2_130_000, 4_260_000, 8_510_000, 17_020_000, 34_050_000, 68_100_000];

    /// <summary>Conversion time of a 4-bit ADC code, typical, ns. Codes 4 to 7 equal 0 to 3 (bit 2 is "don't care" there).</summary>
    public static long Nanoseconds(int code) =>
        code >= AveragingCode ? AveragedNanoseconds[code - AveragingCode] : SingleNanoseconds[code & 3];

    /// <summary>Number of 12-bit samples that are averaged.</summary>
    public static int Samples(int code) => code >= AveragingCode ? 1 << (code - AveragingCode) : 1;

    /// <summary>Register LSBs per converter step: 1 at 12 bit, 8 at 9 bit.</summary>
    public static int Step(int code) => code >= AveragingCode ? 1 : 1 << (FullBits - 9 - (code & 3));

    /// <summary>Shunt full scale for a PGA code 0..3, in register LSBs: 40, 80, 160, 320 mV.</summary>
    public static int ShuntFullScale(int gainCode) => ShuntFullScaleAtGain1 << gainCode;

    /// <summary>
    /// One result, in register LSBs: each sample is rounded to the converter's step and clipped at full scale, then the samples are
    /// averaged, half away from zero.
    /// </summary>
    /// <param name="code">4-bit ADC code.</param>
    /// <param name="from">Start of the conversion, ns.</param>
    /// <param name="lowest">Negative full scale in LSBs.</param>
    /// <param name="highest">Positive full scale in LSBs.</param>
    /// <param name="lsbs">Mean input over a window (ns, ns), in LSBs.</param>
    public static int Convert(int code, long from, int lowest, int highest, Func<long, long, double> lsbs)
    {
        var samples = Samples(code);
        var step = Step(code);
        var duration = Nanoseconds(code);
        long sum = 0;
        for (var i = 0; i < samples; i++)
        {
            var start = from + (duration * i / samples);
            var end = from + (duration * (i + 1) / samples);
            var steps = Math.Round(lsbs(start, end) / step, MidpointRounding.AwayFromZero);
            sum += (long)Math.Clamp(steps * step, lowest, highest);
        }

        return (int)Math.Round((double)sum / samples, MidpointRounding.AwayFromZero);
    }
}
