using System.Runtime.InteropServices;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>
/// A loss that looks at one membrane at one moment.
/// </summary>
/// <param name="Position">Number of trace entries that precede it: orders the impulse among events of the same time.</param>
/// <param name="Time">When.</param>
/// <param name="Neuron">Whose membrane.</param>
/// <param name="Gradient">dL/dV at that moment.</param>
/// <param name="Slope">
/// If the moment moves with the arrival at entry <paramref name="Position"/> (a maximum at a kink): dV/dt just before it; else 0.
/// </param>
public readonly record struct VoltageImpulse(int Position, double Time, int Neuron, double Gradient, double Slope);

/// <summary>What a loss asks of the backward pass: derivatives with respect to spike times and membranes. Reused from run to run.</summary>
public sealed class LossGradient
{
    private readonly List<VoltageImpulse> _impulses = [];
    private double[] _spikeTimes = [];
    private double[] _integrals = [];

    /// <summary>dL/dt of each spike of the trace.</summary>
    public Span<double> SpikeTimes => _spikeTimes.AsSpan(0, SpikeCount);

    /// <summary>dL/d(integral of V_n over the run) of each neuron.</summary>
    public Span<double> Integrals => _integrals;

    private int SpikeCount { get; set; }

    /// <summary>Membrane impulses; the backward pass sorts them.</summary>
    internal Span<VoltageImpulse> Impulses => CollectionsMarshal.AsSpan(_impulses);

    /// <summary>Clears everything for a trace with these sizes.</summary>
    public void Begin(int spikes, int neurons)
    {
        if (_spikeTimes.Length < spikes)
        {
            _spikeTimes = new double[Math.Max(spikes, 2 * _spikeTimes.Length)];
        }

        if (_integrals.Length != neurons)
        {
            _integrals = new double[neurons];
        }

        SpikeCount = spikes;
        SpikeTimes.Clear();
        _integrals.AsSpan().Clear();
        _impulses.Clear();
    }

    /// <summary>Adds a membrane impulse.</summary>
    public void Add(VoltageImpulse impulse) => _impulses.Add(impulse);
}
