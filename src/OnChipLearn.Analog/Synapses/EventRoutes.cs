using System.Numerics;
using System.Runtime.InteropServices;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Synapses;

/// <summary>
/// Which rows an event on a PADI bus reaches, by bus, row select and address. Found once and kept until drivers, labels or neurons change,
/// so that drivers that accept an event but hold no synapse with its label cost nothing.
/// </summary>
internal sealed class EventRoutes(DriverBank drivers, SynapseArray synapses, NeuronPopulation neurons)
{
    /// <summary>Number of routes.</summary>
    public const int Count = Addresses * ArrayGeometry.Buses * DriverBank.RowSelects;

    private const int Addresses = 64;
    private readonly LabelCounts _counts = new(synapses, neurons);
    private readonly EventRoute[] _routes = new EventRoute[Count]; // events of one address side by side
    private readonly List<DrivenPair> _pairs = [];
    private long _state = -1;

    /// <summary>Changes whenever drivers, labels or neurons have changed.</summary>
    public long State => drivers.Writes + synapses.LabelWrites + neurons.Configurations;

    /// <summary>The route of an event; valid until the next call.</summary>
    public ref readonly EventRoute Of(in PadiEvent padi)
    {
        long state = State;
        if (_state != state)
        {
            Array.Clear(_routes);
            _pairs.Clear();
            _state = state;
        }

        ref EventRoute route = ref _routes[Index(padi)];
        if (!route.Known)
        {
            route = Find(padi.Bus, padi.RowSelect, padi.Address);
        }

        return ref route;
    }

    /// <summary>Number of the route of an event.</summary>
    public static int Index(in PadiEvent padi) => (((padi.Address * ArrayGeometry.Buses) + padi.Bus) * DriverBank.RowSelects) + padi.RowSelect;

    /// <summary>Drivers that have to be asked for a pulse: those with a synapse that carries the label, and those that change with every event.</summary>
    public ReadOnlySpan<DrivenPair> Drivers(in EventRoute route) => CollectionsMarshal.AsSpan(_pairs).Slice(route.First, route.Count);

    private EventRoute Find(int bus, int rowSelect, byte address)
    {
        EventRoute route = new() { Known = true, First = _pairs.Count };
        for (uint rest = drivers.Accepting(bus, rowSelect); rest != 0; rest &= rest - 1)
        {
            int driver = (BitOperations.TrailingZeroCount(rest) * ArrayGeometry.Buses) + bus;
            DriverSettings settings = drivers[driver];
            byte label = drivers.Label(driver, address);
            RowMode bottom = Mode(ref route, 2 * driver, settings.BottomRow, label);
            RowMode top = Mode(ref route, (2 * driver) + 1, settings.TopRow, label);
            route.Counts.Accepted++;
            if (bottom != RowMode.Disabled || top != RowMode.Disabled || settings.Plasticity.Enabled)
            {
                _pairs.Add(new DrivenPair(driver, label, bottom, top));
                route.Count++;
            }
        }

        return route;
    }

    private RowMode Mode(ref EventRoute route, int row, RowMode mode, byte label)
    {
        if (mode == RowMode.Disabled)
        {
            return mode;
        }

        route.Counts.RowEvents++;
        route.Counts.SynapticEvents += _counts.Of(row, label);
        return synapses.Row(SynapseField.Label, row).Contains(label) ? mode : RowMode.Disabled;
    }
}

/// <summary>What an event reaches.</summary>
internal struct EventRoute
{
    /// <summary>Whether it has been found.</summary>
    public bool Known;

    /// <summary>First of its drivers in the list of all routes.</summary>
    public int First;

    /// <summary>Number of its drivers.</summary>
    public int Count;

    /// <summary>What it counts as.</summary>
    public RouteCounts Counts;
}

/// <summary>What one event, or several, count as.</summary>
internal struct RouteCounts
{
    /// <summary>Drivers that accept the event.</summary>
    public int Accepted;

    /// <summary>Rows that are driven.</summary>
    public int RowEvents;

    /// <summary>Synapses with the label in columns whose neuron is in use.</summary>
    public int SynapticEvents;

    /// <summary>Adds those of another event.</summary>
    public void Add(in RouteCounts other)
    {
        Accepted += other.Accepted;
        RowEvents += other.RowEvents;
        SynapticEvents += other.SynapticEvents;
    }
}

/// <summary>A driver and the modes of its two rows; a row without the label counts as disabled.</summary>
internal readonly record struct DrivenPair(int Driver, byte Label, RowMode Bottom, RowMode Top);
