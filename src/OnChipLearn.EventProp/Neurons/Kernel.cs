using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.Neurons;

/// <summary>
/// The three responses of a neuron to time: <see cref="Membrane"/> x = e^(-s/tau_m), <see cref="Synapse"/> y = e^(-s/tau_s) and
/// <see cref="Potential"/> K = k (x - y) with k = tau_s/(tau_m - tau_s), the membrane's answer to a unit of current.
/// Free evolution is V(s) = V0 x + I0 K and I(s) = I0 y (V relative to the leak).
/// </summary>
public readonly record struct Response(double Membrane, double Synapse, double Potential);

/// <summary>Evaluates <see cref="Response"/> for one pair of time constants, stably for every ratio including tau_m = tau_s.</summary>
public sealed class Kernel
{
    private readonly double _membraneRate;
    private readonly double _synapticRate;
    private readonly double _rateDifference;

    public Kernel(double membraneTime, double synapticTime)
    {
        MembraneTime = membraneTime;
        SynapticTime = synapticTime;
        _membraneRate = 1 / membraneTime;
        _synapticRate = 1 / synapticTime;
        _rateDifference = (membraneTime - synapticTime) / (membraneTime * synapticTime);
        Ratio = (membraneTime - synapticTime) / synapticTime;
        IsDouble = membraneTime == 2 * synapticTime;
        IsEqual = membraneTime == synapticTime;
    }

    /// <summary>tau_m.</summary>
    public double MembraneTime { get; }

    /// <summary>tau_s.</summary>
    public double SynapticTime { get; }

    /// <summary>(tau_m - tau_s)/tau_s = 1/k.</summary>
    public double Ratio { get; }

    /// <summary>tau_m = 2 tau_s: spike times solve a quadratic.</summary>
    public bool IsDouble { get; }

    /// <summary>tau_m = tau_s: spike times are a Lambert W.</summary>
    public bool IsEqual { get; }

    /// <summary>The responses after time <paramref name="s"/> &gt;= 0.</summary>
    public Response At(double s)
    {
        if (IsDouble)
        {
            var u = Exponential.Of(-s * _membraneRate);
            return new Response(u, u * u, u - (u * u));
        }

        var y = Exponential.Of(-s * _synapticRate);
        if (IsEqual)
        {
            return new Response(y, y, s * _membraneRate * y);
        }

        var x = Exponential.Of(-s * _membraneRate);
        var delta = s * _rateDifference;

        // k (x - y) cancels when the time constants are close: then K = (s/tau_m) y (e^delta - 1)/delta.
        var potential = Math.Abs(delta) > CancellationBound ? (x - y) / Ratio : s * _membraneRate * y * RelativeExponential(delta);
        return new Response(x, y, potential);
    }

    /// <summary>
    /// Time after which V0 x + I0 K is stationary (its slope I - V is zero), or NaN if there is none after time 0:
    /// tau_m log(1 + rho q)/rho with rho = 1/k, q = (I0 - V0)/(rho V0 + I0).
    /// </summary>
    public double StationaryTime(double potential, double current)
    {
        var q = (current - potential) / ((Ratio * potential) + current);
        var scaled = Ratio * q;
        if (!(scaled > -1))
        {
            return double.NaN;
        }

        var time = Math.Abs(scaled) < 1e-9 ? MembraneTime * q * (1 - (scaled / 2)) : MembraneTime * LogOnePlus(scaled) / Ratio;
        return time > 0 ? time : double.NaN;
    }

    /// <summary>Integral of V0 x + I0 K over [0, s]: V0 tau_m (1 - x) + I0 (tau_s (1 - y) - tau_m K).</summary>
    public double PotentialIntegral(double potential, double current, double s)
    {
        var response = At(s);
        return (potential * MembraneTime * (1 - response.Membrane))
            + (current * ((SynapticTime * (1 - response.Synapse)) - (MembraneTime * response.Potential)));
    }

    /// <summary>Below this |delta| the series of (e^delta - 1)/delta is exact to rounding.</summary>
    private const double CancellationBound = 0.3;

    private static double RelativeExponential(double delta)
    {
        // Horner form of sum delta^n/(n+1)!; the first term left out is below 1e-18 at the bound.
        var sum = 1.0;
        for (var n = 14; n >= 2; n--)
        {
            sum = 1 + (delta / n * sum);
        }

        return sum;
    }

    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
