using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Forward;

/// <summary>The forward dynamics: membrane (relative to the leak) and current of every neuron, each kept at its own last event.</summary>
internal sealed class NeuronStates
{
    private readonly Kernel[] _kernels;
    private readonly int[] _kernelOf;
    private readonly ResponseCache _cache;
    private readonly double[] _startPotential;
    private readonly double[] _resetPotential;
    private readonly double[] _last;

    public NeuronStates(Network network)
    {
        _kernels = network.DistinctKernels;
        _kernelOf = network.KernelOf;
        _cache = new ResponseCache(_kernels);
        _startPotential = new double[network.Neurons];
        _resetPotential = new double[network.Neurons];
        Threshold = new double[network.Neurons];
        Potential = new double[network.Neurons];
        Current = new double[network.Neurons];
        _last = new double[network.Neurons];
        Clamped = new bool[network.Neurons];
        Done = new bool[network.Neurons];
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

    public void Reset()
    {
        _startPotential.CopyTo(Potential, 0);
        Array.Clear(Current);
        Array.Clear(_last);
        Array.Clear(Clamped);
        Array.Clear(Done);
    }

    /// <summary>Free evolution to <paramref name="time"/>.</summary>
    public void Advance(int neuron, double time)
    {
        var interval = time - _last[neuron];
        if (interval == 0)
        {
            return;
        }

        ref readonly var response = ref _cache.At(_kernelOf[neuron], interval);
        if (!Clamped[neuron])
        {
            Potential[neuron] = (Potential[neuron] * response.Membrane) + (Current[neuron] * response.Potential);
        }

        Current[neuron] *= response.Synapse;
        _last[neuron] = time;
    }

    /// <summary>Spike transition: the membrane jumps to the reset, the current is untouched.</summary>
    public void Fire(int neuron, double refractory)
    {
        Potential[neuron] = _resetPotential[neuron];
        Clamped[neuron] = refractory > 0;
        Done[neuron] = double.IsPositiveInfinity(refractory);
    }

    /// <summary>Time of the next crossing if nothing else arrives, or positive infinity.</summary>
    public double NextCrossing(int neuron) =>
        Clamped[neuron] ? double.PositiveInfinity
        : _last[neuron] + ThresholdCrossing.After(_kernels[_kernelOf[neuron]], Potential[neuron], Current[neuron], Threshold[neuron]);
}
