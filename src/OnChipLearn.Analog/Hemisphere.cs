using System.Numerics;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Readout;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog;

/// <summary>One half of the analog core: synapse array, drivers, sensors, neurons, counters.</summary>
public sealed class Hemisphere
{
    internal Hemisphere(int index, NeuronPopulation neurons)
    {
        Index = index;
        Neurons = neurons;
        Correlation = new CorrelationSensors(Synapses);
        Routes = new EventRoutes(Drivers, Synapses, neurons);
        Rows = new RoutedRows(Routes, Drivers, Synapses);
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

    internal EventRoutes Routes { get; }

    internal RoutedRows Rows { get; }

    /// <summary>Adds the pulses that an event causes in some chunks; says what the event counts as.</summary>
    internal void Collect(in PadiEvent padi, uint among, RowPulses pulses, out RouteCounts counts)
    {
        foreach (ref RoutedRow row in Rows.Of(padi, out counts))
        {
            uint chunks = row.Reach(Synapses) & among;
            if (chunks == 0)
            {
                continue;
            }

            uint selection = RowPulse.Select(row.Label, chunks);
            if (row.Mode != RowMode.Inhibitory)
            {
                pulses.AddExcitatory(new RowPulse(row.Weights, row.Labels, row.Amplitude, selection));
            }

            if (row.Mode != RowMode.Excitatory)
            {
                pulses.AddInhibitory(new RowPulse(row.Weights, row.Labels, row.Amplitude, selection));
            }
        }
    }

    /// <summary>Chunks in which an event may change something.</summary>
    internal uint Reach(in PadiEvent padi)
    {
        uint chunks = 0;
        foreach (ref RoutedRow row in Rows.Of(padi, out _))
        {
            chunks |= row.Reach(Synapses);
        }

        return chunks;
    }

    /// <summary>Counts events.</summary>
    internal void Account(int events, in RouteCounts counts)
    {
        PadiEvents += events;
        DriverEvents += counts.Accepted;
        RowEvents += counts.RowEvents;
        SynapticEvents += counts.SynapticEvents;
    }

    /// <summary>Counts an event and lets the correlation sensors see it at <paramref name="cycle"/>.</summary>
    internal void Account(in PadiEvent padi, in RouteCounts counts, long cycle)
    {
        Account(1, counts);
        if (Correlation.Enabled)
        {
            Correlate(padi, cycle);
        }
    }

    // Sensors remember the last event of their row, whatever its label.
    private void Correlate(in PadiEvent padi, long cycle)
    {
        for (uint rest = Drivers.Accepting(padi.Bus, padi.RowSelect); rest != 0; rest &= rest - 1)
        {
            int driver = (BitOperations.TrailingZeroCount(rest) * ArrayGeometry.Buses) + padi.Bus;
            DriverSettings settings = Drivers[driver];
            byte label = Drivers.Label(driver, padi.Address);
            if (settings.BottomRow != RowMode.Disabled)
            {
                Correlation.OnRowEvent(2 * driver, label, cycle);
            }

            if (settings.TopRow != RowMode.Disabled)
            {
                Correlation.OnRowEvent((2 * driver) + 1, label, cycle);
            }
        }
    }
}
