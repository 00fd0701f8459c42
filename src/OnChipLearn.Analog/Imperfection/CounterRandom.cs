namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// Random numbers as a pure function of (seed, stream, index): nothing is consumed, so no result depends on the order of drawing.
/// The mixing function is the finalizer of SplitMix64 (Steele, Lea, Flood 2014), applied twice with the counter words folded in.
/// </summary>
public static class CounterRandom
{
    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong index) => Mix(Mix(seed + (stream * 0x9E3779B97F4A7C15)) ^ (index * 0xD1B54A32D192ED03));

    /// <summary>Uniform in [0, 1).</summary>
    public static double Uniform(ulong seed, ulong stream, ulong index) => (Bits(seed, stream, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, cut at +-4; see <see cref="NormalTable"/>.</summary>
    public static float Normal(ulong seed, ulong stream, ulong index) => NormalTable.Quantile(Bits(seed, stream, index));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
