using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Loops;

/// <summary>From event to event: crossings, emissions and synaptic events in the order of their times.</summary>
internal sealed class EventDrivenLoop(EventDrivenHemisphere top, EventDrivenHemisphere bottom, SpikeExit exit, ulong noiseSeed) : EmulationLoop
{
    private readonly TimedQueue<NeuronSpike> _emissions = new();
    private readonly int[] _spikesInTrial = new int[ArrayGeometry.Hemispheres * ArrayGeometry.Columns];
    private readonly SpikeJitter _jitter = new(noiseSeed);
    private long _trial;

    /// <inheritdoc/>
    public override void BeginTrial(long trial, bool rest)
    {
        _trial = trial;
        Array.Clear(_spikesInTrial);
        if (rest)
        {
            _emissions.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Settle()
    {
        // A population computes what it is asked for at any cycle.
    }

    /// <inheritdoc/>
    public override void AdvanceTo(long cycle)
    {
        while (true)
        {
            long limit = Math.Min(Math.Min(cycle, _emissions.NextCycle), Math.Min(top.Queue.NextCycle, bottom.Queue.NextCycle));
            top.SearchTo(limit, NextOutsideEvent);
            bottom.SearchTo(limit, NextOutsideEvent);
            if (!CrossTo(ref limit))
            {
                continue;
            }

            Now = Math.Max(Now, limit);
            if (_emissions.NextCycle == limit)
            {
                exit.Emit(_emissions.Take());
            }
            else if (top.Queue.NextCycle == limit)
            {
                top.Deliver(limit);
            }
            else if (bottom.Queue.NextCycle == limit)
            {
                bottom.Deliver(limit);
            }
            else
            {
                return;
            }
        }
    }

    // Fires the crossings up to the limit, which falls to the first emission. False if crossings have to be searched again.
    private bool CrossTo(ref long limit)
    {
        while (true)
        {
            int hemisphere = top.Neurons.NextCrossing <= bottom.Neurons.NextCrossing ? 0 : 1;
            EventDrivenPopulation neurons = (hemisphere == 0 ? top : bottom).Neurons;
            double crossing = neurons.NextCrossing;
            if (!(crossing <= limit))
            {
                return true;
            }

            int lane = neurons.NextLane;
            if (neurons.IsFar(lane, crossing))
            {
                neurons.Approach(lane, crossing);
                return false;
            }

            neurons.FireNext();
            limit = Math.Min(limit, Delay(hemisphere, ArrayGeometry.ColumnOf(lane), crossing));
        }
    }

    private long Delay(int hemisphere, int column, double crossing)
    {
        int neuron = (hemisphere * ArrayGeometry.Columns) + column;
        int number = _spikesInTrial[neuron]++;
        double time = JitterSigma > 0 ? crossing + _jitter.Delay(_trial, neuron, number, JitterSigma) : crossing;
        long cycle = double.ConvertToIntegerNative<long>(Math.Ceiling(time));
        _emissions.Add(new NeuronSpike(hemisphere, column, cycle, time, false));
        return cycle;
    }
}
