namespace OnChipLearn.Analog.Readout;

/// <summary>
/// One 16-bit linear-feedback shift register per column of a hemisphere, each with its own primitive polynomial, so every sequence has
/// period 65535. The chip's polynomials are not public; the same seed gives the same sequence. A read shifts eight times.
/// </summary>
public sealed class RandomGenerators
{
    private const int Degree = 16;
    private const int Period = (1 << Degree) - 1;
    private static readonly ushort[] Polynomials = FindPrimitive(ArrayGeometry.Columns);
    private readonly ushort[] _state = new ushort[ArrayGeometry.Columns];

    /// <summary>Creates generators with all states 1.</summary>
    public RandomGenerators() => Array.Fill(_state, (ushort)1);

    /// <summary>Seeds a lane: low state byte, high byte 0. A zero seed leaves the generator at zero, as a shift register does.</summary>
    public void Seed(int lane, byte seed) => _state[lane] = seed;

    /// <summary>Next eight bits of a lane.</summary>
    public byte Next(int lane)
    {
        uint state = _state[lane];
        uint feedback = Polynomials[lane];
        for (int k = 0; k < 8; k++)
        {
            state = (state >> 1) ^ ((state & 1) != 0 ? feedback : 0);
        }

        _state[lane] = (ushort)state;
        return (byte)state;
    }

    // A polynomial is primitive if x has order 65535 modulo it: x^65535 = 1, and no smaller divisor 65535/p for p in 3, 5, 17, 257.
    private static ushort[] FindPrimitive(int count)
    {
        List<ushort> found = new(count);
        for (uint taps = 0x8001; found.Count < count; taps += 2)
        {
            uint polynomial = 0x10000 | (taps & 0xFFFF);
            if (Power(Period, polynomial) == 1 && new[] { 3, 5, 17, 257 }.All(p => Power(Period / p, polynomial) != 1))
            {
                found.Add(Reverse(taps));
            }
        }

        return [.. found];
    }

    private static uint Power(int exponent, uint polynomial)
    {
        uint result = 1;
        uint factor = 2;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? Multiply(result, factor, polynomial) : result;
            factor = Multiply(factor, factor, polynomial);
        }

        return result;
    }

    private static uint Multiply(uint a, uint b, uint polynomial)
    {
        uint product = 0;
        for (; b != 0; b >>= 1)
        {
            product ^= (b & 1) != 0 ? a : 0;
            a <<= 1;
            a ^= (a & 0x10000) != 0 ? polynomial : 0;
        }

        return product;
    }

    private static ushort Reverse(uint taps)
    {
        uint reversed = 0;
        for (int k = 0; k < Degree; k++)
        {
            reversed |= (taps >> k & 1) << (Degree - 1 - k);
        }

        return (ushort)reversed;
    }
}
