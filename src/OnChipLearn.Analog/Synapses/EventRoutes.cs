using System.Numerics;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Synapses;

/// <summary>
/// Which rows an event on a PADI bus reaches, by bus, row select and address. Found once and kept until drivers, labels or neurons change,
/// so that drivers that accept an event but hold no synapse with its label cost nothing.
/// </summary>
internal sealed class EventRoutes(DriverBank drivers, SynapseArray synapses, NeuronPopulation neurons)
{
    private const int Addresses = 64;
    private readonly LabelCounts _counts = new(synapses, neurons);
    private readonly EventRoute?[] _routes = new EventRoute?[ArrayGeometry.Buses * DriverBank.RowSelects * Addresses];

    /// <summary>The route of an event.</summary>
    public EventRoute Of(int bus, int rowSelect, byte address)
    {
        long state = drivers.Writes + synapses.LabelWrites + neurons.Configurations;
        ref EventRoute? route = ref _routes[(((bus * DriverBank.RowSelects) + rowSelect) * Addresses) + address];
        route ??= new EventRoute();
        if (route.State != state)
        {
            Find(route, bus, rowSelect, address);
            route.State = state;
        }

        return route;
    }

    private void Find(EventRoute route, int bus, int rowSelect, byte address)
    {
        route.Clear();
        for (uint rest = drivers.Accepting(bus, rowSelect); rest != 0; rest &= rest - 1)
        {
            int driver = (BitOperations.TrailingZeroCount(rest) * ArrayGeometry.Buses) + bus;
            DriverSettings settings = drivers[driver];
            byte label = drivers.Label(driver, address);
            RowMode bottom = Mode(route, 2 * driver, settings.BottomRow, label);
            RowMode top = Mode(route, (2 * driver) + 1, settings.TopRow, label);
            route.Accepted++;
            if (bottom != RowMode.Disabled || top != RowMode.Disabled || settings.Plasticity.Enabled)
            {
                route.Drivers.Add(new DrivenPair(driver, label, bottom, top));
            }
        }
    }

    private RowMode Mode(EventRoute route, int row, RowMode mode, byte label)
    {
        if (mode == RowMode.Disabled)
        {
            return mode;
        }

        route.RowEvents++;
        route.SynapticEvents += _counts.Of(row, label);
        return synapses.Row(SynapseField.Label, row).Contains(label) ? mode : RowMode.Disabled;
    }
}

/// <summary>What an event reaches.</summary>
internal sealed class EventRoute
{
    /// <summary>Writes to drivers, labels and neurons when the route was found.</summary>
    public long State { get; set; } = -1;

    /// <summary>Drivers that accept the event.</summary>
    public int Accepted { get; set; }

    /// <summary>Rows that are driven.</summary>
    public int RowEvents { get; set; }

    /// <summary>Synapses with the label in columns whose neuron is in use.</summary>
    public int SynapticEvents { get; set; }

    /// <summary>Drivers that have to be asked for a pulse: those with a synapse that carries the label, and those that change with every event.</summary>
    public List<DrivenPair> Drivers { get; } = [];

    /// <summary>Forgets the route.</summary>
    public void Clear()
    {
        Accepted = 0;
        RowEvents = 0;
        SynapticEvents = 0;
        Drivers.Clear();
    }
}

/// <summary>A driver and the modes of its two rows; a row without the label counts as disabled.</summary>
internal readonly record struct DrivenPair(int Driver, byte Label, RowMode Bottom, RowMode Top);
