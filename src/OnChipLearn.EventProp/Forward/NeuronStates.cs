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
    private readonly double[] _crossingDecay;

    public NeuronStates(Network network)
    {
        _kernels = network.DistinctKernels;
        _kernelOf = network.KernelOf;
        _cache = new ResponseCache(_kernels);
        var padded = network.Neurons + DenseArrivals.Lanes;
        _resetPotential = new double[network.Neurons];
        _crossingDecay = new double[network.Neurons];
        Threshold = new double[padded];
        Potential = new double[padded];
        Current = new double[padded];
        Last = new double[padded];
        DoneMask = new long[padded];
        Clamped = new bool[padded];
        Done = new bool[padded];
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

    /// <summary>The neuron is refractory: its membrane stays at the reset.</summary>
    public bool[] Clamped { get; }

    /// <summary>The neuron is refractory for ever: nothing that reaches it has an effect.</summary>
    public bool[] Done { get; }

    /// <summary><see cref="Done"/> as -1 and 0.</summary>
    public long[] DoneMask { get; }

    /// <summary>Time of the neuron's last event.</summary>
    public double[] Last { get; }

    /// <summary>The responses of a kernel (index of <see cref="Network.DistinctKernels"/>).</summary>
    public ref readonly Response At(int kernel, double interval) => ref _cache.At(kernel, interval);

    public void Reset()
    {
        Array.Clear(Potential);
        Array.Clear(Current);
        Array.Clear(Last);
        Array.Clear(DoneMask);
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
        var u = _crossingDecay[neuron];
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
        if (!Clamped[neuron])
        {
            Potential[neuron] = (Potential[neuron] * response.Membrane) + (Current[neuron] * response.Potential);
        }

        Current[neuron] *= response.Synapse;
        Last[neuron] = time;
    }

    /// <summary>Spike transition: the membrane jumps to the reset, the current is untouched.</summary>
    public void Fire(int neuron, double refractory)
    {
        Potential[neuron] = _resetPotential[neuron];
        Clamped[neuron] = refractory > 0;
        Done[neuron] = double.IsPositiveInfinity(refractory);
        DoneMask[neuron] = Done[neuron] ? -1 : 0;
    }

    /// <summary>Time of the next crossing if nothing else arrives, or positive infinity.</summary>
    public double NextCrossing(int neuron)
    {
        var kernel = _kernels[_kernelOf[neuron]];
        _crossingDecay[neuron] = 0;
        if (Clamped[neuron])
        {
            return double.PositiveInfinity;
        }

        if (!kernel.IsDouble || Potential[neuron] >= Threshold[neuron])
        {
            return Last[neuron] + ThresholdCrossing.After(kernel, Potential[neuron], Current[neuron], Threshold[neuron]);
        }

        var decay = ThresholdCrossing.Decay(Potential[neuron], Current[neuron], Threshold[neuron]);
        _crossingDecay[neuron] = decay;
        return decay > 0 ? Last[neuron] - (kernel.MembraneTime * Math.Log(decay)) : double.PositiveInfinity;
    }

    /// <summary>
    /// The same, unless it is cheap to see that the crossing comes after <paramref name="bound"/>: then NaN.
    /// </summary>
    public double NextCrossing(int neuron, double bound)
    {
        var kernel = _kernelOf[neuron];
        if (Clamped[neuron] || !_kernels[kernel].IsDouble || Potential[neuron] >= Threshold[neuron])
        {
            return NextCrossing(neuron);
        }

        var decay = ThresholdCrossing.Decay(Potential[neuron], Current[neuron], Threshold[neuron]);
        if (decay == 0)
        {
            return double.PositiveInfinity;
        }

        _crossingDecay[neuron] = decay;
        var interval = bound - Last[neuron];
        return decay < (interval > 0 ? _cache.At(kernel, interval).Membrane : 1)
            ? double.NaN
            : Last[neuron] - (_kernels[kernel].MembraneTime * Math.Log(decay));
    }
}
