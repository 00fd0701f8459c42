using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>
/// The adjoint dynamics, mirror of <see cref="NeuronStates"/>: lambda_V and lambda_I of every neuron, each kept at its own last event in
/// backward time. Arrays are padded by one vector. With s running backward and c the derivative of the loss with respect to the membrane's integral:
/// <c>tau_m lambda_V' = -lambda_V - c</c>, <c>tau_s lambda_I' = -lambda_I + lambda_V</c>.
/// </summary>
internal sealed class AdjointStates
{
    private readonly int[] _kernelOf;
    private readonly double[] _timeRatio;
    private readonly ResponseCache _cache;

    public AdjointStates(Network network)
    {
        _kernelOf = network.KernelOf;
        _cache = new ResponseCache(network.DistinctKernels);
        _timeRatio = [.. network.DistinctKernels.Select(kernel => kernel.MembraneTime / kernel.SynapticTime)];
        var padded = network.Neurons + DenseArrivals.Padding;
        Voltage = new double[padded];
        Current = new double[padded];
        Clamped = new long[network.Neurons];
        Last = new double[padded];
    }

    /// <summary>lambda_V; dL/dV = -tau_m lambda_V.</summary>
    public double[] Voltage { get; }

    /// <summary>lambda_I; dL/dI = -tau_s lambda_I.</summary>
    public double[] Current { get; }

    /// <summary>Time of the neuron's last event in backward time.</summary>
    public double[] Last { get; }

    /// <summary>-1: the neuron is refractory at this time, its membrane is fixed, so lambda_V is zero; else 0.</summary>
    public long[] Clamped { get; }

    public void Reset(double horizon, ReadOnlySpan<long> clamped)
    {
        Array.Clear(Voltage);
        Array.Clear(Current);
        Array.Fill(Last, horizon);
        clamped.CopyTo(Clamped);
    }

    /// <summary>Evolves one neuron backward to <paramref name="time"/>; <paramref name="source"/> is c.</summary>
    public void Rewind(int neuron, double time, double source)
    {
        var interval = Last[neuron] - time;
        Last[neuron] = time;
        if (interval == 0)
        {
            return;
        }

        var drive = Clamped[neuron] != 0 ? 0 : source;
        var voltage = Voltage[neuron];
        var current = Current[neuron];
        if (voltage == 0 && current == 0 && drive == 0)
        {
            return;
        }

        var kernel = _kernelOf[neuron];
        ref readonly var response = ref _cache.At(kernel, interval);

        // lambda_V relaxes to -c; lambda_I answers with kappa = tau_m/(tau_m - tau_s) (x - y) = (tau_m/tau_s) K.
        var relative = voltage + drive;
        Voltage[neuron] = (relative * response.Membrane) - drive;
        Current[neuron] = (current * response.Synapse) + (relative * _timeRatio[kernel] * response.Potential) - (drive * (1 - response.Synapse));
    }
}
