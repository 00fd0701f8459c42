namespace OnChipLearn.EventProp.Neurons;

/// <summary>The principal branch W0 of w e^w = z for -1/e &lt;= z, by Halley iteration (Corless et al. 1996, section 4).</summary>
public static class LambertW
{
    /// <summary>W0(z), to a few units in the last place away from the branch point.</summary>
    public static double Principal(double z)
    {
        var w = Start(z);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var exponential = Math.Exp(w);
            var deviation = (w * exponential) - z;
            var next = w - (deviation / ((exponential * (w + 1)) - ((w + 2) * deviation / ((2 * w) + 2))));
            if (!double.IsFinite(next) || Math.Abs(next - w) <= 4e-16 * Math.Abs(next))
            {
                return double.IsFinite(next) ? next : w;
            }

            w = next;
        }

        return w;
    }

    private const int MaximumSteps = 20;

    private static double Start(double z)
    {
        if (z > 1)
        {
            return Math.Log(z) - Math.Log(Math.Log(z) + 1);
        }

        if (z > -0.25)
        {
            return z * (1 - z + (1.5 * z * z));
        }

        // Series around the branch point in p = sqrt(2 (e z + 1)).
        var p = Math.Sqrt(Math.Max(0, 2 * ((Math.E * z) + 1)));
        return -1 + p - (p * p / 3) + (11.0 / 72 * p * p * p);
    }
}
