using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Loops;

/// <summary>
/// From event to event: crossings, emissions and synaptic events in the order of their times. Where several events are in sight, the chunks that they reach run ahead
/// (<see cref="Foresight"/>), and their spikes wait here for their time.
/// </summary>
internal sealed class EventDrivenLoop : EmulationLoop
{
    private readonly EventDrivenHemisphere _top;
    private readonly EventDrivenHemisphere _bottom;
    private readonly SpikeExit _exit;
    private readonly EmissionQueue _emissions = new();
    private readonly int[] _spikesInTrial = new int[ArrayGeometry.Hemispheres * ArrayGeometry.Columns];
    private readonly SpikeJitter _jitter;
    private readonly Action<NeuronSpike> _forget;
    private long _trial;

    public EventDrivenLoop(EventDrivenHemisphere top, EventDrivenHemisphere bottom, SpikeExit exit, ulong noiseSeed)
    {
        _top = top;
        _bottom = bottom;
        _exit = exit;
        _jitter = new SpikeJitter(noiseSeed);
        _forget = spike => _spikesInTrial[spike.Neuron]--;
    }

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
        // What is not ahead computes what it is asked for at any cycle.
        TakeBack(0, _top.Foresight.Chunks);
        TakeBack(1, _bottom.Foresight.Chunks);
    }

    /// <inheritdoc/>
    public override void Scheduled(int hemisphere, in PadiEvent padi) => TakeBack(hemisphere, Of(hemisphere).Foresight.Surprises(padi));

    /// <inheritdoc/>
    public override void AdvanceTo(long cycle)
    {
        long end;
        do
        {
            end = Math.Min(_top.Foresight.LookAt(cycle), _bottom.Foresight.LookAt(cycle));
            _top.Foresight.Run(end);
            _bottom.Foresight.Run(end);
            Foresee(0, _top.Foresight.Spikes);
            Foresee(1, _bottom.Foresight.Spikes);
            _emissions.AddForeseen();
            Run(end);
            _top.Foresight.Arrive();
            _bottom.Foresight.Arrive();
        }
        while (end < cycle);
    }

    private void Run(long cycle)
    {
        while (true)
        {
            long limit = Math.Min(Math.Min(cycle, _emissions.NextCycle), Math.Min(_top.Queue.NextCycle, _bottom.Queue.NextCycle));
            _top.SearchTo(limit, NextOutsideEvent);
            _bottom.SearchTo(limit, NextOutsideEvent);
            if (!CrossTo(ref limit))
            {
                continue;
            }

            Now = Math.Max(Now, limit);
            if (_emissions.NextCycle == limit)
            {
                _exit.Emit(_emissions.Take());
            }
            else if (_top.Queue.NextCycle == limit)
            {
                _top.Deliver(limit);
            }
            else if (_bottom.Queue.NextCycle == limit)
            {
                _bottom.Deliver(limit);
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
            int hemisphere = _top.Neurons.NextCrossing <= _bottom.Neurons.NextCrossing ? 0 : 1;
            EventDrivenPopulation neurons = Of(hemisphere).Neurons;
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
            limit = Math.Min(limit, Delay(hemisphere, lane, crossing));
        }
    }

    private void Foresee(int hemisphere, SpikeTrain spikes)
    {
        foreach ((double crossing, int lane) in spikes.All)
        {
            double time = Leaves(hemisphere, lane, crossing);
            _emissions.Foresee(hemisphere, ArrayGeometry.ColumnOf(lane), CycleOf(time), time, crossing);
        }
    }

    private long Delay(int hemisphere, int lane, double crossing)
    {
        double time = Leaves(hemisphere, lane, crossing);
        NeuronSpike spike = new(hemisphere, ArrayGeometry.ColumnOf(lane), CycleOf(time), time, false);
        _emissions.Add(spike, crossing);
        return spike.Cycle;
    }

    private static long CycleOf(double time) => double.ConvertToIntegerNative<long>(Math.Ceiling(time));

    // When the spike of a crossing leaves the neuron. The crossings of a neuron have to be asked for in their order.
    private double Leaves(int hemisphere, int lane, double crossing)
    {
        int neuron = (hemisphere * ArrayGeometry.Columns) + ArrayGeometry.ColumnOf(lane);
        int number = _spikesInTrial[neuron]++;
        return JitterSigma > 0 ? crossing + _jitter.Delay(_trial, neuron, number, JitterSigma) : crossing;
    }

    private EventDrivenHemisphere Of(int hemisphere) => hemisphere == 0 ? _top : _bottom;

    private void TakeBack(int hemisphere, uint chunks)
    {
        if (chunks != 0)
        {
            Of(hemisphere).Foresight.TakeBack(chunks, Now);
            _emissions.Withdraw(hemisphere, chunks, Now, _forget);
        }
    }
}
