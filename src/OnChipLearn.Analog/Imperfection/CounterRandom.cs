namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// Random numbers as a pure function of (seed, stream, index): nothing is consumed, so no result depends on the order of drawing.
/// The mixing function is the finalizer of SplitMix64 (Steele, Lea, Flood 2014), applied twice with the counter words folded in.
/// </summary>
public static class CounterRandom
{
    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong index) => BitsOf(Key(seed, stream), index);

    /// <summary>Uniform in [0, 1).</summary>
    public static double Uniform(ulong seed, ulong stream, ulong index) => (Bits(seed, stream, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, cut at +-4; see <see cref="NormalTable"/>.</summary>
    public static float Normal(ulong seed, ulong stream, ulong index) => NormalOf(Key(seed, stream), index);

    /// <summary>What a stream's numbers depend on besides the index; for those who draw many numbers of one stream.</summary>
    public static ulong Key(ulong seed, ulong stream) => Mix(seed + (stream * 0x9E3779B97F4A7C15));

    /// <summary>The same as <see cref="Normal"/>, of the stream with this <see cref="Key"/>.</summary>
    public static float NormalOf(ulong key, ulong index) => NormalTable.Quantile(BitsOf(key, index));

    private static ulong BitsOf(ulong key, ulong index) => Mix(key ^ (index * 0xD1B54A32D192ED03));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
