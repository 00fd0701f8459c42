using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Builds the trace of a run that happened elsewhere from its recorded spikes: times are taken as they are, only the synaptic current at
/// each spike is recomputed from weights and times. The membrane is not needed.
/// </summary>
public sealed class RecordedReplay(Network network)
{
    private readonly NeuronStates _states = new(network);
    private readonly EventQueue _arrivals = new();

    /// <summary>
    /// Fills <paramref name="trace"/>. <paramref name="recorded"/> holds neuron spikes (channel = neuron) in order of time. A spike inside
    /// the refractory time is dropped; one whose current cannot reach the threshold is kept for the adjoint's clamp; both are counted in
    /// <see cref="Trace.ImpossibleSpikes"/>.
    /// </summary>
    public void Run(ReadOnlySpan<Spike> inputs, ReadOnlySpan<Spike> recorded, double horizon, Trace trace)
    {
        InputCheck.Inputs(inputs, network.Inputs, horizon);
        InputCheck.Ordered("recorded spikes", recorded, network.Neurons);
        trace.Begin(network.Inputs, network.Neurons, horizon);
        _states.Reset();
        _arrivals.Clear();
        int nextInput = 0, nextSpike = 0;
        while (true)
        {
            var inputTime = nextInput < inputs.Length ? inputs[nextInput].Time : double.PositiveInfinity;
            var spikeTime = nextSpike < recorded.Length ? recorded[nextSpike].Time : double.PositiveInfinity;
            var time = Math.Min(Math.Min(inputTime, spikeTime), _arrivals.NextTime);
            if (!(time < horizon))
            {
                break;
            }

            // On a coarse time grid causes and effects share a time: arrivals go first, so that a spike sees what made it fire.
            if (inputTime == time)
            {
                Send(inputs[nextInput].Channel, time, trace.AddInputSpike(inputs[nextInput].Channel, time), trace);
                nextInput++;
            }
            else if (_arrivals.NextTime == time)
            {
                Take(_arrivals.Pop(), trace);
            }
            else
            {
                Fire(recorded[nextSpike++].Channel, time, trace);
            }
        }

        trace.End(_states.Clamped);
    }

    private void Fire(int neuron, double time, Trace trace)
    {
        if (_states.Clamped[neuron] != 0)
        {
            trace.ImpossibleSpikes++;
            return;
        }

        _states.AdvanceAlone(neuron, time);
        var spike = trace.AddSpike(neuron, time, _states.Current[neuron]);
        if (_states.Current[neuron] <= _states.Threshold[neuron])
        {
            trace.ImpossibleSpikes++;
        }

        var refractory = network.Parameters[neuron].Refractory;
        _states.Fire(neuron, refractory);
        if (refractory > 0 && refractory < double.PositiveInfinity)
        {
            _arrivals.PushRelease(time + refractory, neuron, spike);
        }

        Send(network.Inputs + neuron, time, spike, trace);
    }

    private void Send(int source, double time, int spike, Trace trace)
    {
        var fanOut = network.FanOut;
        for (var group = fanOut.FirstGroup[source]; group < fanOut.FirstGroup[source + 1]; group++)
        {
            if (fanOut.GroupDelay[group] == 0)
            {
                Deliver(group, time, spike, trace);
            }
            else
            {
                _arrivals.Push(time + fanOut.GroupDelay[group], group, spike);
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

        _states.Advance(taken.Subject, taken.Time);
        _states.Release(taken.Subject);
        trace.AddRelease(taken.Subject, taken.Spike, taken.Time, _states.Current[taken.Subject]);
    }

    private void Deliver(int group, double time, int spike, Trace trace)
    {
        trace.AddArrival(group, spike, time);
        var fanOut = network.FanOut;
        for (var p = fanOut.GroupStart[group]; p < fanOut.GroupStart[group + 1]; p++)
        {
            var target = fanOut.Target[p];
            if (_states.Done[target] == 0)
            {
                _states.Advance(target, time);
                _states.Current[target] += network.Weights[fanOut.Synapse[p]];
            }
        }
    }
}
