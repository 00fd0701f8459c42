namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// Standard normal numbers by a table of 4096 quantiles with linear interpolation, cut at +-4 standard deviations.
/// A table because a trial draws hundreds of numbers; quantiles by bisection of the distribution function, so that no library logarithm decides a bit.
/// </summary>
public static class NormalTable
{
    /// <summary>Largest magnitude that is ever drawn.</summary>
    public const float Cut = 4f;

    private const int Bins = 4096;
    private static readonly float[] Quantiles = Build();

    /// <summary>Quantile of 64 uniform bits.</summary>
    public static float Quantile(ulong bits)
    {
        int bin = (int)(bits >> 52);
        float within = (int)((bits >> 29) & 0x7FFFFF) * (1f / 0x800000);
        float low = Quantiles[bin];
        return low + (within * (Quantiles[bin + 1] - low));
    }

    private static float[] Build()
    {
        float[] quantiles = new float[Bins + 1];
        quantiles[0] = -Cut;
        quantiles[Bins / 2] = 0;
        quantiles[Bins] = Cut;
        for (int k = Bins / 2 + 1; k < Bins; k++)
        {
            double target = ((double)k / Bins) - 0.5;
            double low = 0;
            double high = Cut;
            for (int step = 0; step < 48; step++)
            {
                double middle = 0.5 * (low + high);
                (low, high) = AboveHalf(middle) < target ? (middle, high) : (low, middle);
            }

            quantiles[k] = (float)low;
            quantiles[Bins - k] = -(float)low;
        }

        return quantiles;
    }

    // Distribution function minus one half: density times x (1 + x^2/3 + x^4/15 + ...).
    private static double AboveHalf(double x)
    {
        double term = x;
        double sum = x;
        for (int k = 1; k < 80; k++)
        {
            term *= x * x / ((2 * k) + 1);
            sum += term;
        }

        return sum * 0.3989422804014327 * Simd.Exponential.OfDouble(-0.5 * x * x);
    }
}
