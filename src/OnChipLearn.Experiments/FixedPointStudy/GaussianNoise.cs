namespace OnChipLearn.Experiments.FixedPointStudy;

/// <summary>Approximately normal numbers (sum of four 16-bit uniforms of one xorshift-multiply word, kurtosis 2.7): quick and a pure function of the seed.</summary>
internal sealed class GaussianNoise(ulong seed)
{
    // variance of the sum of four uniforms on [0, 65536) is 4/12 * 65536^2
    private const float Scale = 1f / (65536f * 0.57735027f);
    private ulong state = (seed * 0x9E37_79B9_7F4A_7C15UL) + 0xD1B5_4A32_D192_ED03UL;

    public float Next()
    {
        ulong word = NextWord();
        int sum = (int)(word & 0xFFFF) + (int)((word >> 16) & 0xFFFF) + (int)((word >> 32) & 0xFFFF) + (int)(word >> 48);
        return (sum - 131070) * Scale;
    }

    public ulong NextWord()
    {
        // splitmix64
        ulong z = state += 0x9E37_79B9_7F4A_7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
