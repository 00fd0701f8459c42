using System.Runtime.InteropServices;
using OnChipLearn.Analog.Events;

namespace OnChipLearn.Analog.Synapses;

/// <summary>
/// The rows that an event drives, with label, mode and amplitude, ready for use. Kept until drivers, labels or neurons change, but for
/// drivers with short-term plasticity, which are asked every time. Weights are not part of it.
/// </summary>
internal sealed class RoutedRows(EventRoutes routes, DriverBank drivers, SynapseArray synapses)
{
    private readonly Known[] _known = new Known[EventRoutes.Count];
    private readonly List<RoutedRow> _rows = [];
    private long _state = -1;

    // Addresses are no state: 0 where a checkpoint has brought rows without them.
    private nint _home;

    /// <summary>The rows of an event, and what the event counts as; a driver with short-term plasticity changes with every call. Valid until the next call.</summary>
    public Span<RoutedRow> Of(in PadiEvent padi, out RouteCounts counts)
    {
        if (_state != routes.State || drivers.AnyPlasticity)
        {
            _state = routes.State;
            Array.Clear(_known);
            _rows.Clear();
        }

        if (_home == 0)
        {
            Locate();
        }

        ref Known known = ref _known[EventRoutes.Index(padi)];
        if (!known.Found)
        {
            known = Find(padi, routes.Of(padi));
        }

        counts = known.Counts;
        return CollectionsMarshal.AsSpan(_rows).Slice(known.First, known.Count);
    }

    private Known Find(in PadiEvent padi, in EventRoute route)
    {
        int first = _rows.Count;
        foreach (ref readonly DrivenPair driven in routes.Drivers(route))
        {
            float amplitude = drivers.Pulse(driven.Driver, padi.Cycle, padi.Address);
            Add(2 * driven.Driver, driven.Bottom, driven.Label, amplitude);
            Add((2 * driven.Driver) + 1, driven.Top, driven.Label, amplitude);
        }

        return new Known(true, first, _rows.Count - first, route.Counts);
    }

    private unsafe void Locate()
    {
        foreach (ref RoutedRow row in CollectionsMarshal.AsSpan(_rows))
        {
            row = row with { Weights = (nint)synapses.Weights(row.Row), Labels = (nint)synapses.Labels(row.Row) };
        }

        _home = (nint)synapses.Weights(0);
    }

    private unsafe void Add(int row, RowMode mode, byte label, float amplitude)
    {
        if (mode != RowMode.Disabled)
        {
            _rows.Add(new RoutedRow((nint)synapses.Weights(row), (nint)synapses.Labels(row), row, amplitude, label, mode, synapses.AllCarry(row, label)));
        }
    }

    private readonly record struct Known(bool Found, int First, int Count, RouteCounts Counts);
}

/// <summary>A row that an event drives.</summary>
/// <param name="Weights">Its weights.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Row">Row 0..255.</param>
/// <param name="Amplitude">Amplitude of the pulse.</param>
/// <param name="Label">Label that responds; some synapse of the row carries it.</param>
/// <param name="Mode">Sign of the row.</param>
/// <param name="AllRespond">Whether all synapses of the row carry the label.</param>
internal record struct RoutedRow(nint Weights, nint Labels, int Row, float Amplitude, byte Label, RowMode Mode, bool AllRespond)
{
    private long _seen = -1; // writes to the row's weights
    private uint _reach;

    /// <summary>Chunks in which the pulse may change something.</summary>
    public uint Reach(SynapseArray synapses)
    {
        long writes = synapses.Writes(Row);
        if (_seen != writes)
        {
            _seen = writes;
            _reach = AllRespond ? synapses.Occupied(Row) : synapses.Occupied(Row, Label);
        }

        return _reach;
    }
}
