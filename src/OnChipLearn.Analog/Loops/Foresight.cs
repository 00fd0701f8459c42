using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Neurons.Membrane;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Loops;

/// <summary>
/// Chunks of a hemisphere that run ahead of the present: through all events in sight at once, without a look at the other neurons between. It is a guess that no further
/// event will reach them until then. If one does, or if somebody wants to see the state, they are taken back; so no result depends on it.
/// </summary>
internal sealed class Foresight(Hemisphere hemisphere, EventDrivenPopulation neurons)
{
    private const long LongRest = 64; // cycles after a single event that make it worth while: many spikes may follow
    private readonly PulseStep[] _steps = CreateSteps();
    private readonly SpikeTrain _forgotten = new();
    private int _count;
    private int _delivered;
    private long _end;

    /// <summary>Chunks that are ahead.</summary>
    public uint Chunks { get; private set; }

    /// <summary>Spikes that have been foreseen.</summary>
    public SpikeTrain Spikes { get; } = new();

    /// <summary>Looks at the events up to <paramref name="limit"/>.</summary>
    /// <returns>The cycle up to which all of them are in view.</returns>
    public long LookAt(long limit)
    {
        _count = 0;
        _delivered = 0;
        if (hemisphere.Drivers.AnyPlasticity)
        {
            return limit; // what a pulse does depends on what else has passed
        }

        TimedQueue<PadiEvent> queue = hemisphere.Queue;
        if (limit - queue.NextCycle < LongRest && (queue.Count < 2 || queue[1].Cycle > limit))
        {
            return limit;
        }

        for (int next = 0; next < queue.Count && queue[next].Cycle <= limit;)
        {
            long cycle = queue[next].Cycle;
            if (_count == PulseTrain.MaximumSteps)
            {
                return cycle - 1;
            }

            PulseStep step = _steps[_count++];
            step.Cycle = cycle;
            step.Pulses.Clear();
            for (; next < queue.Count && queue[next].Cycle == cycle; next++)
            {
                hemisphere.Collect(queue[next], neurons.ActiveChunks, step.Pulses, out _);
            }
        }

        return limit;
    }

    /// <summary>Runs the chunks that events reach ahead to <paramref name="end"/>.</summary>
    /// <param name="end">Cycle up to which all events are in view.</param>
    public void Run(long end)
    {
        Spikes.Clear();
        Chunks = 0;
        _end = end;
        while (_count > 0 && _steps[_count - 1].Cycle > end)
        {
            _count--;
        }

        if (_count == 0 || (_count == 1 && end - _steps[0].Cycle < LongRest))
        {
            return;
        }

        uint chunks = 0;
        for (int k = 0; k < _count; k++)
        {
            chunks |= _steps[k].Pulses.Chunks;
        }

        Chunks = neurons.RunAhead(chunks, end);
        if (Chunks != 0)
        {
            neurons.Sweep(Chunks, _steps.AsSpan(0, _count), end, Spikes);
        }
    }

    /// <summary>The events of a cycle act.</summary>
    /// <returns>Chunks to which they have to be delivered: those that are not ahead.</returns>
    public uint Deliver(long cycle)
    {
        if (_delivered < _count && _steps[_delivered].Cycle == cycle)
        {
            _delivered++;
        }

        return ~Chunks;
    }

    /// <summary>Chunks that are ahead and that an event which has been scheduled just now ought to have reached.</summary>
    public uint Surprises(in PadiEvent padi) => Chunks != 0 && padi.Cycle <= _end ? hemisphere.Reach(padi) & Chunks : 0;

    /// <summary>Takes chunks back to <paramref name="now"/>: spikes that cross later have not happened.</summary>
    public void TakeBack(uint chunks, long now)
    {
        neurons.TakeBack(chunks);
        neurons.Sweep(chunks, _steps.AsSpan(0, _delivered), now, _forgotten);
        _forgotten.Clear();
        Chunks &= ~chunks;
    }

    /// <summary>The present has come to where the chunks are.</summary>
    public void Arrive()
    {
        Chunks = 0;
        _count = 0;
    }

    private static PulseStep[] CreateSteps()
    {
        PulseStep[] steps = new PulseStep[PulseTrain.MaximumSteps];
        for (int k = 0; k < steps.Length; k++)
        {
            steps[k] = new PulseStep();
        }

        return steps;
    }
}
