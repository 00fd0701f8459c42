using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// One lane of the vector unit in float64, values in raw LSB of their formats. With table lookup, truncation and saturation in effect every operation
/// gives the bits of the unit (a double holds all intermediate integers); each of them can be made exact.
/// </summary>
internal sealed class MirrorArithmetic(ErrorSources inEffect)
{
    private const double One = 32768;
    private const double Smallest = short.MinValue;
    private const double Largest = short.MaxValue;
    private const double TicksPerExponent = 2.0 * FirstSpikeFormat.TicksPerTau;

    private readonly bool approximates = inEffect.HasFlag(ErrorSources.TableLookup);
    private readonly bool saturates = inEffect.HasFlag(ErrorSources.Saturation);

    /// <summary>Whether results are cut to integers.</summary>
    public bool Truncates { get; } = inEffect.HasFlag(ErrorSources.Truncation);

    /// <summary>Cut downwards, as shifts do.</summary>
    public double Truncate(double value) => Truncates ? Math.Floor(value) : value;

    /// <summary>Limited to a halfword.</summary>
    public double Saturate(double value) => saturates ? Math.Clamp(value, Smallest, Largest) : value;

    /// <summary>Fractional product.</summary>
    public double Multiply(double a, double b) => Saturate(Truncate(a * b / One));

    /// <summary>Lanes of a sum limited to -limit .. limit - 1.</summary>
    public double Clamp(double value, double limit) => saturates ? Math.Clamp(value, -limit, limit - 1) : value;

    /// <summary>Upper half of accumulator (in units of 2^-16 of the result) plus a halfword.</summary>
    public double Upper(double accumulator, double plus = 0) => Saturate(Truncate((accumulator / 65536) + plus));

    /// <summary>What a fractional product adds to the accumulator.</summary>
    public static double Product(double a, double b) => 2 * a * b;

    /// <summary><see cref="Decay.OfTicks"/>: e^(-t / 2 tau_s), Q0.15.</summary>
    public double DecayOf(double ticks)
    {
        if (!approximates)
        {
            return Saturate(Nearest(One * Math.Exp(-ticks / TicksPerExponent)));
        }

        double y = Rounded(8 * ticks, Decay.ArgumentScale);
        double p = Rounded(Decay.C3, y) + Decay.C2;
        p = Rounded(p, y) + Decay.C1;
        p = Rounded(p, y) + Decay.C0;
        p = Rounded(p, p);
        return Rounded(p, p);
    }

    /// <summary><see cref="Growth.OfTicks"/>: e^(+t / 2 tau_s) / 8, Q0.15.</summary>
    public double GrowthOf(double ticks)
    {
        if (!approximates)
        {
            return Saturate(Nearest(One / (1 << Growth.ScaleShift) * Math.Exp(ticks / TicksPerExponent)));
        }

        double position = Math.Clamp(ticks, Growth.Smallest, Growth.Largest) - Growth.Smallest;
        double step = 1 << Growth.StepShift;
        int point = (int)Math.Floor(position / step);
        double low = Growth.Point(point);
        return low + Truncate((Growth.Point(point + 1) - low) * (position - (point * step)) / step);
    }

    /// <summary><see cref="Reciprocal.Of"/>: 128 * 2^15 / d, Q0.15.</summary>
    public double ReciprocalOf(double d)
    {
        if (!approximates)
        {
            return Saturate(Truncate(Reciprocal.Smallest * One / d));
        }

        double scale = Largest;
        foreach ((double largestSmall, double factor) in (ReadOnlySpan<(double, double)>)[(2047, 16), (8191, 4), (16383, 2)])
        {
            bool large = d > largestSmall;
            d = large ? d : d * factor;
            scale = large ? Truncate(scale / factor) : scale;
        }

        double halfLine = Multiply(d, Reciprocal.HalfSlope) + Reciprocal.HalfIntercept;
        double line = Saturate(2 * halfLine);
        double residual = One / 2 - Multiply(d, line);
        double correction = Multiply(Saturate(2 * residual), line);
        return Multiply(Saturate(line + correction), scale);
    }

    /// <summary><see cref="InverseSlope.OfCurrentSum"/>: 8 / (I - threshold), Q0.15, from the current sum in the accumulator.</summary>
    public double InverseSlopeOf(double accumulator)
    {
        const int one = 1 << FirstSpikeFormat.HiddenCurrentFraction;
        double slope = Upper(accumulator, -FirstSpikeFormat.Threshold * one);
        return ReciprocalOf(Math.Max(slope, FirstSpikeFormat.HiddenSlopeFloor * one));
    }

    /// <summary><see cref="Kernel.Kappa"/>: 2u(1 - u) from u, Q0.15.</summary>
    public double Kappa(double u) => 2 * (u - Multiply(u, u));

    private double Nearest(double value) => Truncates ? Math.Floor(value + 0.5) : value;

    /// <summary>Fractional product with half a unit in the accumulator.</summary>
    public double Rounded(double a, double b) => Truncates ? Upper(Decay.HalfUnit + Product(a, b)) : Saturate(a * b / One);
}
