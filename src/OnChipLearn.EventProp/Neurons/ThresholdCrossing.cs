using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.Neurons;

/// <summary>
/// The first upward crossing of V0 x + I0 K = theta (all relative to the leak, V0 &lt; theta): closed forms for tau_m = 2 tau_s
/// (quadratic) and tau_m = tau_s (Lambert W), else a bracketed Newton iteration.
/// </summary>
public static class ThresholdCrossing
{
    /// <summary>Time until the crossing, or positive infinity if the membrane never reaches the threshold.</summary>
    public static double After(Kernel kernel, double potential, double current, double threshold)
    {
        if (potential >= threshold)
        {
            // Only by rounding: the crossing fell on the event that the state belongs to.
            return 0;
        }

        if (kernel.IsDouble)
        {
            var decay = Decay(potential, current, threshold);
            return decay > 0 ? -kernel.MembraneTime * Logarithm.Of(decay) : double.PositiveInfinity;
        }

        if (threshold > 0 && current <= 0)
        {
            return double.PositiveInfinity;
        }

        return kernel.IsEqual && threshold > 0 ? Lambert(kernel, potential, current, threshold) : Bracketed(kernel, potential, current, threshold);
    }

    /// <summary>
    /// tau_m = 2 tau_s: e^(-t/tau_m) of the first crossing, 0 if there is none. It solves b u^2 - a u + theta = 0, a = V0 + I0, b = I0.
    /// </summary>
    public static double Decay(double potential, double current, double threshold)
    {
        var a = potential + current;
        if (threshold > 0 && (current <= 0 || a <= 0))
        {
            return 0;
        }

        var discriminant = (a * a) - (4 * current * threshold);
        if (!(discriminant > 0))
        {
            return 0;
        }

        // Both expressions are the same root; the choice avoids cancellation.
        var root = Math.Sqrt(discriminant);
        var u = a >= 0 && current != 0 ? (a + root) / (2 * current) : 2 * threshold / (a - root);
        return u > 0 && u < 1 ? u : 0;
    }

    /// <summary>tau_m = tau_s: t = tau (-V0/I0 - W0(-(theta/I0) e^(-V0/I0))).</summary>
    private static double Lambert(Kernel kernel, double potential, double current, double threshold)
    {
        var argument = -threshold / current * Math.Exp(-potential / current);
        if (!(argument >= -1 / Math.E))
        {
            return double.PositiveInfinity;
        }

        var time = kernel.MembraneTime * (-(potential / current) - LambertW.Principal(argument));
        return time > 0 ? Polish(kernel, potential, current, threshold, time) : double.PositiveInfinity;
    }

    /// <summary>
    /// The membrane has at most one stationary point, so the first crossing lies before a maximum, or (leak above threshold) on the way
    /// to the leak.
    /// </summary>
    private static double Bracketed(Kernel kernel, double potential, double current, double threshold)
    {
        var low = 0.0;
        var stationary = kernel.StationaryTime(potential, current);
        var high = stationary;
        if (double.IsNaN(stationary) || Deviation(kernel, potential, current, threshold, stationary) <= 0)
        {
            if (threshold >= 0)
            {
                return double.PositiveInfinity;
            }

            // The leak is above the threshold: the membrane ends above it, so doubling finds the upper end.
            low = double.IsNaN(stationary) ? 0 : stationary;
            high = low + kernel.MembraneTime;
            while (Deviation(kernel, potential, current, threshold, high) <= 0)
            {
                high += high - low;
            }
        }

        return Newton(kernel, potential, current, threshold, low, high);
    }

    private static double Newton(Kernel kernel, double potential, double current, double threshold, double low, double high)
    {
        var time = low;
        for (var step = 0; step < MaximumSteps; step++)
        {
            var response = kernel.At(time);
            var voltage = (potential * response.Membrane) + (current * response.Potential);
            var deviation = voltage - threshold;
            if (deviation > 0)
            {
                high = time;
            }
            else
            {
                low = time;
            }

            var slope = ((current * response.Synapse) - voltage) / kernel.MembraneTime;
            var next = time - (deviation / slope);
            if (!(next > low && next < high))
            {
                next = deviation == 0 ? time : 0.5 * (low + high);
            }

            if (next == time || Math.Abs(next - time) <= Resolution * high)
            {
                return next;
            }

            time = next;
        }

        return time;
    }

    /// <summary>One Newton step removes the rounding of the Lambert form near its branch point.</summary>
    private static double Polish(Kernel kernel, double potential, double current, double threshold, double time)
    {
        var response = kernel.At(time);
        var voltage = (potential * response.Membrane) + (current * response.Potential);
        var slope = ((current * response.Synapse) - voltage) / kernel.MembraneTime;
        var better = slope > 0 ? time - ((voltage - threshold) / slope) : time;
        return Math.Abs(better - time) < PolishLimit * kernel.MembraneTime ? better : time;
    }

    private static double Deviation(Kernel kernel, double potential, double current, double threshold, double time)
    {
        var response = kernel.At(time);
        return (potential * response.Membrane) + (current * response.Potential) - threshold;
    }

    private const int MaximumSteps = 200;
    private const double Resolution = 4e-16;
    private const double PolishLimit = 1e-6;
}
