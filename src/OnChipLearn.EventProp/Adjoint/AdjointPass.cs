using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Adjoint;

/// <summary>
/// EventProp's backward pass (Wunderlich and Pehle 2021, extended by refractory time, delays and membrane losses): walks a trace from its
/// end, lets the adjoint dynamics run between events and applies the transition of each. Takes simulated and recorded traces alike.
/// </summary>
public sealed class AdjointPass
{
    private static readonly Comparison<VoltageImpulse> LatestFirst = static (a, b) =>
        a.Position != b.Position ? b.Position.CompareTo(a.Position) : b.Time.CompareTo(a.Time);

    private readonly Network _network;
    private readonly AdjointStates _states;
    private readonly DenseReadings _dense;
    private readonly double[] _threshold;
    private readonly double[] _reset;
    private readonly double[] _refractory;
    private readonly double[] _smallestSlope;
    private bool _hasIntegrals;

    /// <param name="network">The network of the traces.</param>
    /// <param name="slopeClamp">
    /// Lower bound of I - theta at a spike as a fraction of |theta - V_l|. Zero for simulated spikes; 0.05 to 0.2 for recorded ones, whose
    /// recomputed current may be too small for the spike, which would flip the sign of the neuron's whole gradient.
    /// </param>
    public AdjointPass(Network network, double slopeClamp = 0)
    {
        if (!(slopeClamp >= 0 && double.IsFinite(slopeClamp)))
        {
            throw new EventPropInputException("adjoint", "slope clamp", slopeClamp, "a finite fraction of at least 0");
        }

        _network = network;
        _states = new AdjointStates(network);
        _dense = new DenseReadings(network, _states);
        _threshold = new double[network.Neurons];
        _reset = new double[network.Neurons];
        _refractory = new double[network.Neurons];
        _smallestSlope = new double[network.Neurons];
        for (var n = 0; n < network.Neurons; n++)
        {
            var parameters = network.Parameters[n];
            _threshold[n] = parameters.Threshold - parameters.Leak;
            _reset[n] = parameters.Reset - parameters.Leak;
            _refractory[n] = parameters.Refractory;
            _smallestSlope[n] = slopeClamp == 0 ? double.NegativeInfinity : slopeClamp * Math.Abs(_threshold[n]);
        }
    }

    /// <summary>Adds the gradient of one run to <paramref name="gradient"/>.</summary>
    public void Run(Trace trace, LossGradient loss, NetworkGradient gradient)
    {
        gradient.Begin(loss.SpikeTimes);
        _states.Reset(trace.Horizon, trace.ClampedAtEnd);
        _hasIntegrals = loss.Integrals.ContainsAnyExcept(0.0);
        var impulses = loss.Impulses;
        if (impulses.Length > 1)
        {
            impulses.Sort(LatestFirst);
        }

        var entries = trace.Entries;
        var next = 0;
        for (var i = entries.Length; i >= 0; i--)
        {
            // Impulses at position i lie between entries i - 1 and i.
            while (next < impulses.Length && impulses[next].Position == i)
            {
                Apply(impulses[next++], entries, loss, gradient);
            }

            if (i == 0)
            {
                break;
            }

            ref readonly var entry = ref entries[i - 1];
            switch (entry.Kind)
            {
                case TraceKind.Arrival:
                    Arrive(entry, loss, gradient);
                    break;
                case TraceKind.Spike:
                    Fire(entry, loss, gradient);
                    break;
                default:
                    Release(entry, loss, gradient);
                    break;
            }
        }
    }

    /// <summary>A loss on the membrane at one moment: lambda_V -= (dL/dV)/tau_m.</summary>
    private void Apply(in VoltageImpulse impulse, ReadOnlySpan<TraceEntry> entries, LossGradient loss, NetworkGradient gradient)
    {
        var neuron = impulse.Neuron;
        _states.Rewind(neuron, impulse.Time, loss.Integrals[neuron]);
        if (_states.Clamped[neuron] != 0)
        {
            return;
        }

        _states.Voltage[neuron] -= impulse.Gradient / _network.Parameters[neuron].MembraneTime;
        if (impulse.Slope != 0)
        {
            // The moment moves with the arrival that makes the kink, and the membrane there with its slope.
            var error = impulse.Gradient * impulse.Slope;
            var entry = entries[impulse.Position];
            gradient.SpikeTimes[entry.Spike] += error;
            if (gradient.HasDelays)
            {
                gradient.Delays[SynapseInto(entry.Subject, neuron)] += error;
            }
        }
    }

    /// <summary>An incoming spike: nothing happens to the adjoint, it is only read.</summary>
    private void Arrive(in TraceEntry entry, LossGradient loss, NetworkGradient gradient)
    {
        var fanOut = _network.FanOut;
        ref readonly var dense = ref fanOut.Dense[entry.Subject];
        if (!_hasIntegrals && dense.IsDense)
        {
            gradient.SpikeTimes[entry.Spike] += _dense.Read(dense, entry.Time, gradient);
            return;
        }

        ReadOnlySpan<double> weights = _network.Weights;
        var weightGradient = gradient.Weights;
        var delayGradient = gradient.Delays;
        var integrals = loss.Integrals;
        var sum = 0.0;
        for (var p = fanOut.GroupStart[entry.Subject]; p < fanOut.GroupStart[entry.Subject + 1]; p++)
        {
            var target = fanOut.Target[p];
            _states.Rewind(target, entry.Time, integrals[target]);
            var current = _states.Current[target];
            var voltage = _states.Voltage[target];
            if (current == 0 && voltage == 0)
            {
                continue;
            }

            var synapse = fanOut.Synapse[p];
            weightGradient[synapse] -= _network.DistinctKernels[_network.KernelOf[target]].SynapticTime * current;
            var error = weights[synapse] * (voltage - current);
            if (gradient.HasDelays)
            {
                delayGradient[synapse] += error;
            }

            sum += error;
        }

        gradient.SpikeTimes[entry.Spike] += sum;
    }

    /// <summary>
    /// The neuron's own spike. The membrane restarted from the reset later (at once, or after the refractory time), so nothing of
    /// lambda_V survives except through the spike time: lambda_V^- = E/(I - theta) with E = dL/dt of the spike.
    /// </summary>
    private void Fire(in TraceEntry entry, LossGradient loss, NetworkGradient gradient)
    {
        var neuron = entry.Subject;
        var source = loss.Integrals[neuron];
        _states.Rewind(neuron, entry.Time, source);
        if (_refractory[neuron] == 0)
        {
            gradient.SpikeTimes[entry.Spike] += _states.Voltage[neuron] * (entry.Current - _reset[neuron]);
        }

        var error = gradient.SpikeTimes[entry.Spike];
        if (source != 0)
        {
            // A later spike keeps the membrane at the threshold instead of the reset for longer.
            error += source * (_threshold[neuron] - _reset[neuron]);
            gradient.SpikeTimes[entry.Spike] = error;
        }

        var slope = entry.Current - _threshold[neuron];
        if (slope < _smallestSlope[neuron])
        {
            slope = _smallestSlope[neuron];
            gradient.ClampedSpikes++;
        }

        _states.Voltage[neuron] = error / slope;
        _states.Clamped[neuron] = 0;
    }

    /// <summary>End of the refractory time: it moves with the spike, and the membrane leaves the reset with slope (I - V_r)/tau_m.</summary>
    private void Release(in TraceEntry entry, LossGradient loss, NetworkGradient gradient)
    {
        var neuron = entry.Subject;
        _states.Rewind(neuron, entry.Time, loss.Integrals[neuron]);
        gradient.SpikeTimes[entry.Spike] += _states.Voltage[neuron] * (entry.Current - _reset[neuron]);
        _states.Voltage[neuron] = 0;
        _states.Clamped[neuron] = -1;
    }

    private int SynapseInto(int group, int neuron)
    {
        var fanOut = _network.FanOut;
        var position = fanOut.Target.AsSpan(fanOut.GroupStart[group], fanOut.GroupStart[group + 1] - fanOut.GroupStart[group]).IndexOf(neuron);
        return fanOut.Synapse[fanOut.GroupStart[group] + position];
    }
}
