using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Exact event-driven simulation: between events the closed-form solution, spike times from <see cref="Neurons.ThresholdCrossing"/>.
/// Results do not depend on any time step. One instance serves one thread and allocates nothing after warm-up.
/// </summary>
public sealed class EventDrivenSimulation(Network network)
{
    private readonly NeuronStates _states = new(network);
    private readonly EventQueue _arrivals = new();
    private readonly EventQueue _crossings = new();
    private readonly int[] _version = new int[network.Neurons];

    /// <summary>A neuron that spikes without end (weights or leak far too high) is stopped here: spikes per run.</summary>
    public int MaximumSpikes { get; init; } = 1_000_000;

    /// <summary>Runs to <paramref name="horizon"/> and fills <paramref name="trace"/>. Inputs are sorted by time.</summary>
    /// <exception cref="EventPropInputException">Spikes out of order, channels out of range, weights that are not finite.</exception>
    public void Run(ReadOnlySpan<Spike> inputs, double horizon, Trace trace)
    {
        InputCheck.Inputs(inputs, network.Inputs, horizon);
        Begin(horizon, trace);
        var next = 0;
        while (true)
        {
            var inputTime = next < inputs.Length ? inputs[next].Time : double.PositiveInfinity;
            var arrivalTime = Math.Min(inputTime, _arrivals.NextTime);
            var crossingTime = NextCrossing();
            var time = Math.Min(arrivalTime, crossingTime);
            if (!(time < horizon))
            {
                break;
            }

            if (crossingTime < arrivalTime)
            {
                Fire(_crossings.Pop().Subject, time, trace);
            }
            else if (inputTime <= _arrivals.NextTime)
            {
                Send(inputs[next].Channel, time, trace.AddInputSpike(inputs[next].Channel, time), trace);
                next++;
            }
            else
            {
                Take(_arrivals.Pop(), trace);
            }
        }

        trace.End(_states.Clamped);
    }

    private void Begin(double horizon, Trace trace)
    {
        trace.Begin(network.Inputs, network.Neurons, horizon);
        _states.Reset();
        _arrivals.Clear();
        _crossings.Clear();
        Array.Clear(_version);
        for (var n = 0; n < network.Neurons; n++)
        {
            // Only a leak above the threshold makes a neuron spike on its own.
            if (_states.Threshold[n] < 0)
            {
                Predict(n);
            }
        }
    }

    /// <summary>Drops predictions that a later arrival has made stale.</summary>
    private double NextCrossing()
    {
        while (_crossings.Count > 0)
        {
            ref readonly var candidate = ref _crossings.Peek();
            if (candidate.Tag == _version[candidate.Subject])
            {
                return candidate.Time;
            }

            _crossings.Pop();
        }

        return double.PositiveInfinity;
    }

    private void Predict(int neuron)
    {
        var version = ++_version[neuron];
        var time = _states.NextCrossing(neuron);
        if (time < double.PositiveInfinity)
        {
            _crossings.Push(time, neuron, version);
        }
    }

    private void Fire(int neuron, double time, Trace trace)
    {
        _states.Advance(neuron, time);
        var spike = trace.AddSpike(neuron, time, _states.Current[neuron]);
        if (trace.NeuronSpikes > MaximumSpikes)
        {
            throw new EventPropInputException("run", "number of spikes", trace.NeuronSpikes, $"at most {MaximumSpikes} (runaway activity)");
        }

        var refractory = network.Parameters[neuron].Refractory;
        _states.Fire(neuron, refractory);
        if (refractory > 0 && refractory < double.PositiveInfinity)
        {
            _arrivals.Push(time + refractory, neuron, spike, isRelease: true);
        }

        Predict(neuron);
        Send(network.Inputs + neuron, time, spike, trace);
    }

    /// <summary>Delivers what arrives at once and schedules the rest.</summary>
    private void Send(int source, double time, int spike, Trace trace)
    {
        var fanOut = network.FanOut;
        for (var group = fanOut.FirstGroup[source]; group < fanOut.FirstGroup[source + 1]; group++)
        {
            var delay = fanOut.GroupDelay[group];
            if (delay == 0)
            {
                Deliver(group, time, spike, trace);
            }
            else
            {
                _arrivals.Push(time + delay, group, spike);
            }
        }
    }

    private void Take(in QueuedEvent taken, Trace trace)
    {
        if (!taken.IsRelease)
        {
            Deliver(taken.Subject, taken.Time, taken.Tag, trace);
            return;
        }

        var neuron = taken.Subject;
        _states.Advance(neuron, taken.Time);
        _states.Clamped[neuron] = false;
        trace.AddRelease(neuron, taken.Tag, taken.Time, _states.Current[neuron]);
        Predict(neuron);
    }

    private void Deliver(int group, double time, int spike, Trace trace)
    {
        trace.AddArrival(group, spike, time);
        var fanOut = network.FanOut;
        var weights = network.Weights;
        for (var p = fanOut.GroupStart[group]; p < fanOut.GroupStart[group + 1]; p++)
        {
            var target = fanOut.Target[p];
            if (_states.Done[target])
            {
                continue;
            }

            _states.Advance(target, time);
            _states.Current[target] += weights[fanOut.Synapse[p]];
            Predict(target);
        }
    }
}
