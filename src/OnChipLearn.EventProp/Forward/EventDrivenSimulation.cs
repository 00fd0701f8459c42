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
    private readonly CrossingQueue _crossings;
    private readonly DeferredCrossings _untilInput = new();
    private readonly DeferredCrossings _untilSpike = new();
    private readonly DenseArrivals _dense;
    private readonly double[] _refractory;
    private readonly double[] _until;
    private readonly int[] _selfSpiking;
    private double _nextInput;

    public EventDrivenSimulation(Network network)
    {
        _network = network;
        _states = new NeuronStates(network);
        _until = new double[_network.Neurons + DenseArrivals.Padding];
        _crossings = new CrossingQueue(network.Neurons);
        _dense = new DenseArrivals(network, _states, _crossings.Prediction, _until);
        _refractory = [.. network.Parameters.ToArray().Select(neuron => neuron.Refractory)];
        _selfSpiking = [.. Enumerable.Range(0, network.Neurons).Where(n => _states.Threshold[n] < 0)];
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
            var crossingTime = _crossings.NextTime();
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
                Fire(_crossings.Pop(), time, trace);
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
        _untilInput.Clear(_network.FanOut.Ranges);
        _untilSpike.Clear(_network.FanOut.Ranges);
        Array.Fill(_until, double.PositiveInfinity);

        // Only a leak above the threshold makes a neuron spike on its own.
        foreach (var neuron in _selfSpiking)
        {
            Predict(neuron);
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

    private void Predict(int neuron)
    {
        _until[neuron] = double.PositiveInfinity;
        _crossings.Push(neuron, _states.NextCrossing(neuron));
    }

    /// <summary>The same after an arrival, without the exact time if it is after <paramref name="bound"/>.</summary>
    private void Predict(int neuron, double bound, DeferredCrossings deferred)
    {
        var time = _states.NextCrossing(neuron, bound);
        var later = double.IsNaN(time);
        _until[neuron] = later ? bound : double.PositiveInfinity;
        _crossings.Push(neuron, later ? double.PositiveInfinity : time);
        if (later)
        {
            deferred.Add(neuron, bound);
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

        var refractory = _refractory[neuron];
        _states.Fire(neuron, refractory);
        if (refractory == 0)
        {
            Predict(neuron);
        }
        else if (refractory < double.PositiveInfinity)
        {
            _arrivals.PushRelease(time + refractory, neuron, spike);
        }

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
        _states.Release(neuron);
        trace.AddRelease(neuron, taken.Spike, taken.Time, _states.Current[neuron]);
        Predict(neuron);
    }

    private void Deliver(int group, double time, int spike, Trace trace)
    {
        trace.AddArrival(group, spike, time);

        // An input is probably followed by another input to the same neurons, a spike by another spike.
        var fromInput = trace.Spikes[spike].Channel < _network.Inputs;
        var bound = Math.Min(_nextInput, _arrivals.NextTime);
        bound = fromInput ? bound : Math.Min(bound, _crossings.NextTime());
        var deferred = fromInput ? _untilInput : _untilSpike;
        var fanOut = _network.FanOut;
        ref readonly var dense = ref fanOut.Dense[group];
        if (dense.IsDense)
        {
            DeliverDense(dense, time, bound, deferred);
            return;
        }

        var end = fanOut.GroupStart[group + 1];
        ReadOnlySpan<int> targets = fanOut.Target;
        ReadOnlySpan<int> synapses = fanOut.Synapse;
        ReadOnlySpan<double> weights = _network.Weights;
        for (var p = fanOut.GroupStart[group]; p < end; p++)
        {
            var target = targets[p];
            if (_states.Done[target] != 0)
            {
                continue;
            }

            _states.Advance(target, time);
            _states.Current[target] += weights[synapses[p]];
            Predict(target, bound, deferred);
        }
    }

    private void DeliverDense(in DenseGroup group, double time, double bound, DeferredCrossings deferred)
    {
        if (_dense.Deliver(group, time, bound))
        {
            deferred.Add(group.Range, group.First, group.Count, bound);
        }

        if (_dense.Count > 0)
        {
            _crossings.Push(_dense.Times, _dense.Crossing, _dense.Count);
        }
    }
}
