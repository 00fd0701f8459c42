using System.Numerics;

namespace OnChipLearn.EventProp.Randomness;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64 from a seed and a stream number. The same numbers on every machine;
/// different streams of one seed are independent for every practical purpose.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong[] _state = new ulong[4];

    public SeededRandom(ulong seed, ulong stream = 0)
    {
        var mixed = seed ^ (stream * 0xD1342543DE82EF95UL);
        for (var i = 0; i < _state.Length; i++)
        {
            mixed += 0x9E3779B97F4A7C15UL;
            var z = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            _state[i] = z ^ (z >> 31);
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var s = _state;
        var result = BitOperations.RotateLeft(s[1] * 5, 7) * 9;
        var shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = BitOperations.RotateLeft(s[3], 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform in 0 .. count - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Standard normal (Box-Muller, the cosine branch).</summary>
    public double Normal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Permutes in place (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
