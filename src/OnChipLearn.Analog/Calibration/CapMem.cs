namespace OnChipLearn.Analog.Calibration;

/// <summary>
/// Nominal transfer of the 10-bit capacitive memory cells to neuron parameters. The chip's curves are not public; potentials are taken as linear
/// over 1.2 V, the membrane conductance as proportional to its bias, so that the time constant is inversely proportional to the code.
/// </summary>
public static class CapMem
{
    /// <summary>Largest code.</summary>
    public const int LargestCode = 1022;

    /// <summary>Volts per code of a potential.</summary>
    public const double VoltPerCode = 1.2 / LargestCode;

    /// <summary>Code of the membrane bias that gives the reference time constant.</summary>
    public const int ReferenceBias = 340;

    /// <summary>Membrane time constant at the reference bias in microseconds.</summary>
    public const double ReferenceTimeConstantUs = 12;

    /// <summary>Potential of a code in volts.</summary>
    public static double Volt(int code) => code * VoltPerCode;

    /// <summary>Code next to a potential.</summary>
    public static int CodeOfVolt(double volt) => Math.Clamp((int)Math.Round(volt / VoltPerCode), 0, LargestCode);

    /// <summary>Membrane time constant of a bias code in microseconds.</summary>
    public static double TimeConstantUs(int code) => ReferenceTimeConstantUs * ReferenceBias / Math.Max(code, 1);

    /// <summary>Bias code next to a time constant.</summary>
    public static int CodeOfTimeConstant(double microseconds) => Math.Clamp((int)Math.Round(ReferenceTimeConstantUs * ReferenceBias / microseconds), 1, LargestCode);
}
