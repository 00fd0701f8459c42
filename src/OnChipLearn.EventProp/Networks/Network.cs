using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Networks;

/// <summary>
/// Inputs, neurons and synapses in any topology: layered, recurrent, with delays. Weights may change between runs
/// (<see cref="Weights"/>), delays through <see cref="SetDelays"/>; the topology is fixed.
/// </summary>
public sealed class Network
{
    private readonly int[] _source;
    private readonly int[] _target;
    private readonly double[] _weight;
    private readonly int _synapses;
    private readonly double[] _delay;
    private readonly NeuronParameters[] _parameters;
    private readonly Kernel[] _kernel;
    private readonly int[] _kernelIndex;
    private readonly Kernel?[] _vectorKernel;

    public Network(int inputs, IReadOnlyList<NeuronParameters> neurons, IReadOnlyList<Synapse> synapses)
    {
        if (inputs < 1)
        {
            throw new EventPropInputException("network", "number of inputs", inputs, "at least 1");
        }

        if (neurons.Count < 1)
        {
            throw new EventPropInputException("network", "number of neurons", neurons.Count, "at least 1 (a layer is empty)");
        }

        Inputs = inputs;
        _parameters = [.. neurons];
        for (var n = 0; n < _parameters.Length; n++)
        {
            _parameters[n].Validate($"neuron {n}");
        }

        (_kernel, _kernelIndex) = Kernels(_parameters);
        _vectorKernel = [.. _parameters.Select((neuron, n) => neuron.Threshold > neuron.Leak ? _kernel[_kernelIndex[n]] : null)
            .Select(kernel => kernel is { IsDouble: true } ? kernel : null)];
        _source = new int[synapses.Count];
        _target = new int[synapses.Count];
        _synapses = synapses.Count;
        _weight = new double[synapses.Count + Forward.DenseArrivals.Padding];
        _delay = new double[synapses.Count];
        for (var s = 0; s < synapses.Count; s++)
        {
            (_source[s], _target[s], _weight[s], _delay[s]) = Checked(s, synapses[s]);
        }

        FanOut = new FanOut(Sources, _source, _target, _delay, _vectorKernel);
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of neurons.</summary>
    public int Neurons => _parameters.Length;

    /// <summary>Inputs plus neurons: everything that can send a spike.</summary>
    public int Sources => Inputs + Neurons;

    /// <summary>Weights [synapses] in the order of construction; writable between runs.</summary>
    public Span<double> Weights => _weight.AsSpan(0, _synapses);

    /// <summary>Delays [synapses] in the order of construction.</summary>
    public ReadOnlySpan<double> Delays => _delay;

    /// <summary>Source of each synapse.</summary>
    public ReadOnlySpan<int> SynapseSources => _source;

    /// <summary>Target neuron of each synapse.</summary>
    public ReadOnlySpan<int> SynapseTargets => _target;

    /// <summary>Parameters of each neuron.</summary>
    public ReadOnlySpan<NeuronParameters> Parameters => _parameters;

    /// <summary><see cref="Weights"/> and one vector of padding, so that whole vectors can be read anywhere.</summary>
    internal double[] PaddedWeights => _weight;

    /// <summary>Synapses grouped by source and delay.</summary>
    internal FanOut FanOut { get; private set; }

    /// <summary>The distinct kernels of the neurons.</summary>
    internal Kernel[] DistinctKernels => _kernel;

    /// <summary>Index in <see cref="DistinctKernels"/> of each neuron.</summary>
    internal int[] KernelOf => _kernelIndex;

    /// <summary>Replaces all delays and regroups the synapses.</summary>
    public void SetDelays(ReadOnlySpan<double> delays)
    {
        if (delays.Length != _delay.Length)
        {
            throw new EventPropInputException("network", "number of delays", delays.Length, $"{_delay.Length}, one per synapse");
        }

        for (var s = 0; s < delays.Length; s++)
        {
            RequireDelay(s, delays[s]);
        }

        delays.CopyTo(_delay);
        FanOut = new FanOut(Sources, _source, _target, _delay, _vectorKernel);
    }

    private (int, int, double, double) Checked(int index, Synapse synapse)
    {
        var where = $"synapse {index}";
        if (synapse.Source < 0 || synapse.Source >= Sources)
        {
            throw new EventPropInputException(where, "source", synapse.Source, $"0 to {Sources - 1}");
        }

        if (synapse.Target < 0 || synapse.Target >= Neurons)
        {
            throw new EventPropInputException(where, "target", synapse.Target, $"0 to {Neurons - 1}");
        }

        EventPropInputException.RequireFinite(where, "weight", synapse.Weight);
        RequireDelay(index, synapse.Delay);
        return (synapse.Source, synapse.Target, synapse.Weight, synapse.Delay);
    }

    private static void RequireDelay(int synapse, double delay)
    {
        if (!(double.IsFinite(delay) && delay >= 0))
        {
            throw new EventPropInputException($"synapse {synapse}", "delay", delay, "a finite number of at least 0");
        }
    }

    private static (Kernel[] Kernels, int[] Index) Kernels(NeuronParameters[] parameters)
    {
        var known = new Dictionary<(double, double), int>();
        var kernels = new List<Kernel>();
        var index = new int[parameters.Length];
        for (var n = 0; n < parameters.Length; n++)
        {
            var key = (parameters[n].MembraneTime, parameters[n].SynapticTime);
            if (!known.TryGetValue(key, out index[n]))
            {
                index[n] = known[key] = kernels.Count;
                kernels.Add(new Kernel(key.MembraneTime, key.SynapticTime));
            }
        }

        return ([.. kernels], index);
    }
}
