using System.Numerics;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Readout;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog;

/// <summary>One half of the analog core: synapse array, drivers, sensors, neurons, counters.</summary>
public sealed class Hemisphere
{
    private const long FirstSpan = 64; // cycles
    private readonly EventRoutes _routes;
    private readonly RowPulses _pulses = new();
    private long _span = FirstSpan; // cycles to search for crossings while no event is in sight
    private long _planned = long.MaxValue; // end of such a search

    internal Hemisphere(int index, NeuronPopulation neurons)
    {
        Index = index;
        Neurons = neurons;
        Correlation = new CorrelationSensors(Synapses);
        _routes = new EventRoutes(Drivers, Synapses, neurons);
        Array.Fill(SpikeOutput, true);
    }

    /// <summary>0 = top, 1 = bottom.</summary>
    public int Index { get; }

    /// <summary>Synapse memory.</summary>
    public SynapseArray Synapses { get; } = new();

    /// <summary>Synapse drivers.</summary>
    public DriverBank Drivers { get; } = new();

    /// <summary>Correlation sensors.</summary>
    public CorrelationSensors Correlation { get; }

    /// <summary>Spike counters.</summary>
    public SpikeCounters Counters { get; } = new();

    /// <summary>Neurons, in lane order.</summary>
    public NeuronPopulation Neurons { get; }

    /// <summary>Per column: whether spikes leave the neuron (backend bit en_spike_out).</summary>
    public bool[] SpikeOutput { get; } = new bool[ArrayGeometry.Columns];

    /// <summary>Events on this hemisphere's PADI buses since the start.</summary>
    public long PadiEvents { get; private set; }

    /// <summary>Rows that have been driven since the start.</summary>
    public long RowEvents { get; private set; }

    /// <summary>Events that a driver has accepted since the start, counted per driver.</summary>
    public long DriverEvents { get; private set; }

    /// <summary>
    /// Deliveries of an event to one synapse since the start: the label matches and the column's neuron is in use, whatever the weight.
    /// </summary>
    public long SynapticEvents { get; private set; }

    /// <summary>Threshold crossings and forced resets since the start, whether or not they leave the neuron.</summary>
    public long NeuronEvents { get; internal set; }

    /// <summary>Spikes that have left the neurons since the start.</summary>
    public long Spikes { get; internal set; }

    internal TimedQueue<PadiEvent> Queue { get; } = new();

    /// <summary>Makes sure that crossings are known up to <paramref name="limit"/>.</summary>
    /// <param name="limit">Cycle.</param>
    /// <param name="outside">Hint: a cycle before which no event comes from outside; ignored where it lies before the limit.</param>
    internal void SearchTo(long limit, long outside)
    {
        if (Neurons.SearchedUntil < limit)
        {
            _span = Math.Min(_span * 2, Neurons.LongestSearch);
            Neurons.SearchTo(limit, Horizon(limit, outside));
        }
    }

    /// <summary>Lets all events of a cycle act.</summary>
    internal void Deliver(long cycle)
    {
        if (cycle < _planned)
        {
            _span = Math.Max(_span / 2, FirstSpan);
            _planned = cycle;
        }

        _pulses.Clear();
        while (Queue.NextCycle == cycle)
        {
            Deliver(Queue.Take());
        }

        if (_pulses.Chunks != 0)
        {
            Neurons.Deliver(cycle, _pulses, Queue.NextCycle);
        }
    }

    // Searching beyond the limit saves repetitions and changes no result; beyond the next event it would be wasted.
    private long Horizon(long limit, long outside)
    {
        bool inSight = Queue.NextCycle != long.MaxValue;
        long next = inSight ? Queue.NextCycle : outside > limit ? outside : long.MaxValue;
        _planned = Math.Max(limit, Math.Min(next, limit + (inSight ? Neurons.LongestSearch : _span)));
        return _planned;
    }

    private void Deliver(in PadiEvent padi)
    {
        PadiEvents++;
        ref readonly EventRoute route = ref _routes.Of(padi.Bus, padi.RowSelect, padi.Address);
        DriverEvents += route.Accepted;
        RowEvents += route.RowEvents;
        SynapticEvents += route.SynapticEvents;
        foreach (ref readonly DrivenPair driven in _routes.Drivers(route))
        {
            float amplitude = Drivers.Pulse(driven.Driver, padi.Cycle, padi.Address);
            Drive(2 * driven.Driver, driven.Bottom, driven.Label, amplitude);
            Drive((2 * driven.Driver) + 1, driven.Top, driven.Label, amplitude);
        }

        if (Correlation.Enabled)
        {
            Correlate(padi);
        }
    }

    private unsafe void Drive(int row, RowMode mode, byte label, float amplitude)
    {
        uint chunks = mode == RowMode.Disabled ? 0 : Synapses.Occupied(row, label);
        if (chunks == 0)
        {
            return;
        }

        RowPulse pulse = new((nint)Synapses.Weights(row), (nint)Synapses.Labels(row), label, amplitude, chunks);
        if ((mode & RowMode.Excitatory) != 0)
        {
            _pulses.AddExcitatory(pulse);
        }

        if ((mode & RowMode.Inhibitory) != 0)
        {
            _pulses.AddInhibitory(pulse);
        }
    }

    // Sensors remember the last event of their row, whatever its label.
    private void Correlate(in PadiEvent padi)
    {
        for (uint rest = Drivers.Accepting(padi.Bus, padi.RowSelect); rest != 0; rest &= rest - 1)
        {
            int driver = (BitOperations.TrailingZeroCount(rest) * ArrayGeometry.Buses) + padi.Bus;
            DriverSettings settings = Drivers[driver];
            byte label = Drivers.Label(driver, padi.Address);
            if (settings.BottomRow != RowMode.Disabled)
            {
                Correlation.OnRowEvent(2 * driver, label, padi.Cycle);
            }

            if (settings.TopRow != RowMode.Disabled)
            {
                Correlation.OnRowEvent((2 * driver) + 1, label, padi.Cycle);
            }
        }
    }
}
