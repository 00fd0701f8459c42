using OnChipLearn.EventProp.Elementary;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// The forward dynamics: membrane (relative to the leak) and current of every neuron, each kept at its own last event. Arrays are padded by
/// one vector.
/// </summary>
internal sealed class NeuronStates
{
    private readonly Kernel[] _kernels;
    private readonly int[] _kernelOf;
    private readonly ResponseCache _cache;
    private readonly double[] _resetPotential;

    public NeuronStates(Network network)
    {
        _kernels = network.DistinctKernels;
        _kernelOf = network.KernelOf;
        _cache = new ResponseCache(_kernels);
        var padded = network.Neurons + DenseArrivals.Padding;
        _resetPotential = new double[network.Neurons];
        Threshold = new double[padded];
        Potential = new double[padded];
        Current = new double[padded];
        Last = new double[padded];
        Done = new long[padded];
        Clamped = new long[padded];
        CrossingDecay = new double[padded];
        for (var n = 0; n < network.Neurons; n++)
        {
            var parameters = network.Parameters[n];
            _resetPotential[n] = parameters.Reset - parameters.Leak;
            Threshold[n] = parameters.Threshold - parameters.Leak;
        }
    }

    /// <summary>V - V_l at the neuron's last event.</summary>
    public double[] Potential { get; }

    /// <summary>I at the neuron's last event.</summary>
    public double[] Current { get; }

    /// <summary>theta - V_l.</summary>
    public double[] Threshold { get; }

    /// <summary>-1: the neuron is refractory, its membrane stays at the reset; else 0.</summary>
    public long[] Clamped { get; }

    /// <summary>-1: the neuron is refractory for ever, nothing that reaches it has an effect; else 0.</summary>
    public long[] Done { get; }

    /// <summary>tau_m = 2 tau_s: e^(-t/tau_m) from the last event to the crossing that was predicted last; 0 if it is not known.</summary>
    public double[] CrossingDecay { get; }

    /// <summary>Time of the neuron's last event.</summary>
    public double[] Last { get; }

    public void Reset()
    {
        Array.Clear(Potential);
        Array.Clear(Current);
        Array.Clear(Last);
        Array.Clear(Clamped);
        Array.Clear(Done);
    }

    /// <summary>Free evolution to <paramref name="time"/>.</summary>
    public void Advance(int neuron, double time)
    {
        var interval = time - Last[neuron];
        if (interval == 0)
        {
            return;
        }

        Advance(neuron, time, _cache.At(_kernelOf[neuron], interval));
    }

    /// <summary>The same at a time that no other neuron shares: the cache is left alone.</summary>
    public void AdvanceAlone(int neuron, double time) =>
        Advance(neuron, time, _kernels[_kernelOf[neuron]].At(time - Last[neuron]));

    /// <summary>
    /// Advances to the crossing that <see cref="NextCrossing(int)"/> found last for this neuron: with tau_m = 2 tau_s its exponential is the
    /// root that was found.
    /// </summary>
    public void AdvanceToCrossing(int neuron, double time)
    {
        var u = CrossingDecay[neuron];
        if (u > 0)
        {
            Advance(neuron, time, new Response(u, u * u, u - (u * u)));
        }
        else
        {
            AdvanceAlone(neuron, time);
        }
    }

    private void Advance(int neuron, double time, in Response response)
    {
        if (Clamped[neuron] == 0)
        {
            Potential[neuron] = (Potential[neuron] * response.Membrane) + (Current[neuron] * response.Potential);
        }

        Current[neuron] *= response.Synapse;
        Last[neuron] = time;
    }

    /// <summary>End of the refractory time.</summary>
    public void Release(int neuron) => Clamped[neuron] = 0;

    /// <summary>Spike transition: the membrane jumps to the reset, the current is untouched.</summary>
    public void Fire(int neuron, double refractory)
    {
        Potential[neuron] = _resetPotential[neuron];
        Clamped[neuron] = refractory > 0 ? -1 : 0;
        Done[neuron] = double.IsPositiveInfinity(refractory) ? -1 : 0;
    }

    /// <summary>Time of the next crossing if nothing else arrives, or positive infinity.</summary>
    public double NextCrossing(int neuron)
    {
        var kernel = _kernels[_kernelOf[neuron]];
        CrossingDecay[neuron] = 0;
        if (Clamped[neuron] != 0)
        {
            return double.PositiveInfinity;
        }

        if (!kernel.IsDouble || Potential[neuron] >= Threshold[neuron])
        {
            return Last[neuron] + ThresholdCrossing.After(kernel, Potential[neuron], Current[neuron], Threshold[neuron]);
        }

        var decay = ThresholdCrossing.Decay(Potential[neuron], Current[neuron], Threshold[neuron]);
        CrossingDecay[neuron] = decay;
        return decay > 0 ? Last[neuron] - (kernel.MembraneTime * Logarithm.Of(decay)) : double.PositiveInfinity;
    }

    /// <summary>
    /// The same, unless it is cheap to see that the crossing comes after <paramref name="bound"/>: then NaN.
    /// </summary>
    public double NextCrossing(int neuron, double bound)
    {
        var kernel = _kernelOf[neuron];
        if (Clamped[neuron] != 0 || !_kernels[kernel].IsDouble || Potential[neuron] >= Threshold[neuron])
        {
            return NextCrossing(neuron);
        }

        var decay = ThresholdCrossing.Decay(Potential[neuron], Current[neuron], Threshold[neuron]);
        if (decay == 0)
        {
            return double.PositiveInfinity;
        }

        CrossingDecay[neuron] = decay;
        var interval = bound - Last[neuron];
        return decay < (interval > 0 ? _cache.At(kernel, interval).Membrane : 1)
            ? double.NaN
            : Last[neuron] - (_kernels[kernel].MembraneTime * Logarithm.Of(decay));
    }
}
