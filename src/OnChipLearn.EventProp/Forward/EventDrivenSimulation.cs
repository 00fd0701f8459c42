using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Exact event-driven simulation: between events the closed-form solution, spike times from <see cref="Neurons.ThresholdCrossing"/>.
/// Results do not depend on any time step. One instance serves one thread and allocates nothing after warm-up.
/// </summary>
public sealed class EventDrivenSimulation
{
    private readonly Network _network;
    private readonly NeuronStates _states;
    private readonly EventQueue _arrivals = new();
    private readonly EventQueue _crossings = new();
    private readonly DeferredCrossings _untilInput;
    private readonly DeferredCrossings _untilSpike;
    private readonly DenseArrivals _dense;
    private readonly double[] _until;
    private readonly int[] _version;
    private double _nextInput;

    public EventDrivenSimulation(Network network)
    {
        _network = network;
        _states = new NeuronStates(network);
        _version = new int[_network.Neurons + DenseArrivals.Lanes];
        _until = new double[_network.Neurons + DenseArrivals.Lanes];
        _untilInput = new DeferredCrossings(_until);
        _untilSpike = new DeferredCrossings(_until);
        _dense = new DenseArrivals(network, _states, _version, _until);
    }

    /// <summary>A neuron that spikes without end (weights or leak far too high) is stopped here: spikes per run.</summary>
    public int MaximumSpikes { get; init; } = 1_000_000;

    /// <summary>Runs to <paramref name="horizon"/> and fills <paramref name="trace"/>. Inputs are sorted by time.</summary>
    /// <exception cref="EventPropInputException">Spikes out of order, channels out of range, weights that are not finite.</exception>
    public void Run(ReadOnlySpan<Spike> inputs, double horizon, Trace trace)
    {
        InputCheck.Inputs(inputs, _network.Inputs, horizon);
        Begin(horizon, trace);
        var next = 0;
        while (true)
        {
            _nextInput = next < inputs.Length ? inputs[next].Time : double.PositiveInfinity;
            var arrivalTime = Math.Min(_nextInput, _arrivals.NextTime);
            var crossingTime = NextCrossing();
            var time = Math.Min(Math.Min(arrivalTime, crossingTime), horizon);
            if (Resolve(_untilInput, time) | Resolve(_untilSpike, time))
            {
                continue;
            }

            if (!(time < horizon))
            {
                break;
            }

            if (crossingTime < arrivalTime)
            {
                Fire(_crossings.Pop().Subject, time, trace);
            }
            else if (_nextInput <= _arrivals.NextTime)
            {
                var channel = inputs[next++].Channel;
                _nextInput = next < inputs.Length ? inputs[next].Time : double.PositiveInfinity;
                Send(channel, time, trace.AddInputSpike(channel, time), trace);
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
        trace.Begin(_network.Inputs, _network.Neurons, horizon);
        _states.Reset();
        _arrivals.Clear();
        _crossings.Clear();
        _untilInput.Clear();
        _untilSpike.Clear();
        Array.Clear(_version);
        Array.Fill(_until, double.PositiveInfinity);
        for (var n = 0; n < _network.Neurons; n++)
        {
            // Only a leak above the threshold makes a neuron spike on its own.
            if (_states.Threshold[n] < 0)
            {
                Predict(n);
            }
        }
    }

    /// <summary>Computes the crossings that were put off until a moment before <paramref name="time"/>; true if there were any.</summary>
    private bool Resolve(DeferredCrossings deferred, double time)
    {
        if (!(deferred.Bound < time))
        {
            return false;
        }

        var any = false;
        while (deferred.Take(time, out var first, out var count))
        {
            for (var n = first; n < first + count; n++)
            {
                if (_until[n] < time)
                {
                    any = true;
                    Predict(n);
                }
            }
        }

        return any;
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
        _until[neuron] = double.PositiveInfinity;
        var time = _states.NextCrossing(neuron);
        if (time < double.PositiveInfinity)
        {
            _crossings.Push(time, neuron, version);
        }
    }

    /// <summary>The same after an arrival, without the exact time if it is after <paramref name="bound"/>.</summary>
    private void Predict(int neuron, double bound, DeferredCrossings deferred)
    {
        var version = ++_version[neuron];
        var time = _states.NextCrossing(neuron, bound);
        _until[neuron] = double.IsNaN(time) ? bound : double.PositiveInfinity;
        if (double.IsNaN(time))
        {
            deferred.Add(neuron, 1, bound);
        }
        else if (time < double.PositiveInfinity)
        {
            _crossings.Push(time, neuron, version);
        }
    }

    private void Fire(int neuron, double time, Trace trace)
    {
        _states.AdvanceToCrossing(neuron, time);
        var spike = trace.AddSpike(neuron, time, _states.Current[neuron]);
        if (trace.NeuronSpikes > MaximumSpikes)
        {
            throw new EventPropInputException("run", "number of spikes", trace.NeuronSpikes, $"at most {MaximumSpikes} (runaway activity)");
        }

        var refractory = _network.Parameters[neuron].Refractory;
        _states.Fire(neuron, refractory);
        if (refractory > 0 && refractory < double.PositiveInfinity)
        {
            _arrivals.PushRelease(time + refractory, neuron, spike);
        }

        Predict(neuron);
        Send(_network.Inputs + neuron, time, spike, trace);
    }

    /// <summary>Delivers what arrives at once and schedules the rest.</summary>
    private void Send(int source, double time, int spike, Trace trace)
    {
        var fanOut = _network.FanOut;
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
            Deliver(taken.Subject, taken.Time, taken.Spike, trace);
            return;
        }

        var neuron = taken.Subject;
        _states.Advance(neuron, taken.Time);
        _states.Clamped[neuron] = false;
        trace.AddRelease(neuron, taken.Spike, taken.Time, _states.Current[neuron]);
        Predict(neuron);
    }

    private void Deliver(int group, double time, int spike, Trace trace)
    {
        trace.AddArrival(group, spike, time);

        // An input is probably followed by another input to the same neurons, a spike by another spike.
        var fromInput = trace.Spikes[spike].Channel < _network.Inputs;
        var bound = Math.Min(_nextInput, _arrivals.NextTime);
        bound = fromInput ? bound : Math.Min(bound, NextCrossing());
        var deferred = fromInput ? _untilInput : _untilSpike;
        var fanOut = _network.FanOut;
        if (fanOut.DenseKernel[group] >= 0)
        {
            var start = fanOut.GroupStart[group];
            if (_dense.Deliver(group, time, bound))
            {
                deferred.Add(fanOut.Target[start], fanOut.GroupStart[group + 1] - start, bound);
            }

            foreach (var neuron in _dense.Candidates)
            {
                Predict(neuron);
            }

            return;
        }

        var end = fanOut.GroupStart[group + 1];
        ReadOnlySpan<int> targets = fanOut.Target;
        ReadOnlySpan<int> synapses = fanOut.Synapse;
        ReadOnlySpan<double> weights = _network.Weights;
        for (var p = fanOut.GroupStart[group]; p < end; p++)
        {
            var target = targets[p];
            if (_states.Done[target])
            {
                continue;
            }

            _states.Advance(target, time);
            _states.Current[target] += weights[synapses[p]];
            Predict(target, bound, deferred);
        }
    }
}
