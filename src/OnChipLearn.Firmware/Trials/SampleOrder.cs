namespace OnChipLearn.Firmware.Trials;

/// <summary>
/// A new order of the samples in every epoch without a table: n -> (start + k * step) mod count with a step coprime to the count, both drawn from a
/// linear congruential generator. Random numbers of a scalar core: state * 1664525 + 1013904223 mod 2^32, upper bits used.
/// </summary>
public static class SampleOrder
{
    private static uint state;
    private static int count;
    private static int current;
    private static int step;

    /// <summary>Seeds the generator and sets the number of samples.</summary>
    public static void Begin(uint seed, int samples)
    {
        state = seed;
        count = samples;
    }

    /// <summary>Draws the order of the next epoch.</summary>
    public static void Shuffle()
    {
        current = Draw();
        step = Draw();
        while (!IsCoprime(step, count))
        {
            step = step + 1 < count ? step + 1 : 1;
        }
    }

    /// <summary>The next sample of this epoch.</summary>
    public static int Next()
    {
        int sample = current;
        current += step;
        if (current >= count)
        {
            current -= count;
        }

        return sample;
    }

    private static int Draw()
    {
        state = (state * 1664525) + 1013904223;
        return (int)((state >> 16) % (uint)count);
    }

    private static bool IsCoprime(int a, int b)
    {
        while (a != 0)
        {
            int rest = b % a;
            b = a;
            a = rest;
        }

        return b == 1;
    }
}
