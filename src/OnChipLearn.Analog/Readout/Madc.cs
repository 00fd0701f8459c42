namespace OnChipLearn.Analog.Readout;

/// <summary>
/// The 10-bit converter for one membrane: 500 MHz / (12 + adjust) = 29.4 MS/s by default (reference section 5.5). Full scale 1.2 V.
/// </summary>
public static class Madc
{
    /// <summary>Full scale (1023) in volts.</summary>
    public const double FullScaleVolt = 1.2;

    /// <summary>Default of the sample-duration adjustment.</summary>
    public const int DefaultAdjustment = 5;

    /// <summary>Largest number of samples of one recording.</summary>
    public const int MaximumSamples = 65535;

    private const double ConverterMegahertz = 500;

    /// <summary>Cycle of sample <paramref name="index"/> after <paramref name="start"/>.</summary>
    public static long SampleCycle(long start, int index, int adjustment = DefaultAdjustment) =>
        start + (long)(index * (12 + adjustment) / ConverterMegahertz * PpuClock.CyclesPerMicrosecond);

    /// <summary>Code of a membrane potential.</summary>
    public static ushort Code(double volt) => (ushort)Math.Clamp(Math.Round(volt / FullScaleVolt * 1023), 0, 1023);

    /// <summary>Records a membrane from now on; advances the core to the last sample.</summary>
    /// <exception cref="AnalogInputException">More samples than one recording holds.</exception>
    public static void Record(AnalogCore core, int hemisphere, int column, Span<ushort> samples, int adjustment = DefaultAdjustment)
    {
        if (samples.Length > MaximumSamples)
        {
            throw new AnalogInputException("MADC", "samples", samples.Length.ToString(), $"0..{MaximumSamples}");
        }

        long start = core.Now;
        for (int k = 0; k < samples.Length; k++)
        {
            core.AdvanceTo(SampleCycle(start, k, adjustment));
            samples[k] = Code(core.MembraneVolt(hemisphere, column));
        }
    }
}
