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
    private readonly LabelCounts _reached;
    private readonly RowPulses _pulses = new();
    private long _span = FirstSpan; // cycles to search for crossings while no event is in sight
    private long _planned = long.MaxValue; // end of such a search

    internal Hemisphere(int index, NeuronPopulation neurons)
    {
        Index = index;
        Neurons = neurons;
        Correlation = new CorrelationSensors(Synapses);
        _reached = new LabelCounts(Synapses, neurons);
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
            Neurons.SearchTo(Horizon(limit, Neurons.SearchedUntil, outside));
        }
    }

    /// <summary>Lets all events of a cycle act.</summary>
    internal void Deliver(long cycle, long outside)
    {
        if (cycle < _planned)
        {
            _span = Math.Max(_span / 2, FirstSpan);
        }

        _pulses.Clear();
        while (Queue.NextCycle == cycle)
        {
            Deliver(Queue.Take());
        }

        if (_pulses.Chunks != 0)
        {
            Neurons.Deliver(cycle, _pulses, Horizon(cycle, cycle, outside));
        }
    }

    // Searching beyond the limit saves repetitions and changes no result; beyond the next event it would be wasted.
    private long Horizon(long limit, long searched, long outside)
    {
        long next = Math.Min(Queue.NextCycle, outside > limit ? outside : long.MaxValue);
        _planned = Math.Max(limit, Math.Min(next, searched + (next == long.MaxValue ? _span : Neurons.LongestSearch)));
        return _planned;
    }

    private void Deliver(in PadiEvent padi)
    {
        PadiEvents++;
        for (uint rest = Drivers.Accepting(padi.Bus, padi.RowSelect); rest != 0; rest &= rest - 1)
        {
            DriverEvents++;
            int driver = (BitOperations.TrailingZeroCount(rest) * ArrayGeometry.Buses) + padi.Bus;
            (float amplitude, byte label) = Drivers.Pulse(driver, padi.Cycle, padi.Address);
            DriverSettings settings = Drivers[driver];
            Drive(2 * driver, settings.BottomRow, label, amplitude, padi.Cycle);
            Drive((2 * driver) + 1, settings.TopRow, label, amplitude, padi.Cycle);
        }
    }

    private unsafe void Drive(int row, RowMode mode, byte label, float amplitude, long cycle)
    {
        if (mode == RowMode.Disabled)
        {
            return;
        }

        RowEvents++;
        SynapticEvents += _reached.Of(row, label);
        uint chunks = Synapses.Occupied(row, label);
        if (chunks != 0)
        {
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

        if (Correlation.Enabled)
        {
            Correlation.OnRowEvent(row, label, cycle);
        }
    }
}
