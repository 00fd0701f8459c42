using System.Runtime.InteropServices;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Loops;

/// <summary>
/// The pulses of an event by its route, for a grid model: which rows, with which signed amplitude. Kept until drivers, labels or neurons change, but for
/// drivers with short-term plasticity, which are asked every time. Weights are not part of it.
/// </summary>
internal sealed class RoutePulses(Hemisphere hemisphere)
{
    private readonly Known[] _known = new Known[EventRoutes.Count];
    private readonly List<RowPulse> _pulses = [];
    private long _state = -1;

    /// <summary>Forgets what no longer holds.</summary>
    public void Begin()
    {
        if (_state != hemisphere.Routes.State || hemisphere.Drivers.AnyPlasticity)
        {
            _state = hemisphere.Routes.State;
            Array.Clear(_known);
            _pulses.Clear();
        }
    }

    /// <summary>Adds the pulses of an event, and what it counts as.</summary>
    public void Collect(in PadiEvent padi, StepPulses target, ref RouteCounts counts)
    {
        ref Known known = ref _known[EventRoutes.Index(padi)];
        if (known.Pulses == 0 || hemisphere.Drivers.AnyPlasticity)
        {
            known = Find(padi, hemisphere.Routes.Of(padi));
        }

        counts.Add(known.Counts);
        target.Add(CollectionsMarshal.AsSpan(_pulses).Slice(known.First, known.Pulses));
    }

    private Known Find(in PadiEvent padi, in EventRoute route)
    {
        int first = _pulses.Count;
        foreach (ref readonly DrivenPair driven in hemisphere.Routes.Drivers(route))
        {
            float amplitude = hemisphere.Drivers.Pulse(driven.Driver, padi.Cycle, padi.Address);
            Add(2 * driven.Driver, driven.Bottom, driven.Label, amplitude);
            Add((2 * driven.Driver) + 1, driven.Top, driven.Label, amplitude);
        }

        return new Known(first, _pulses.Count - first, route.Counts);
    }

    private unsafe void Add(int row, RowMode mode, byte label, float amplitude)
    {
        if (mode is RowMode.Excitatory or RowMode.Inhibitory) // a row of both signs adds nothing to a single current
        {
            float signed = mode == RowMode.Excitatory ? amplitude : -amplitude;
            nint labels = hemisphere.Synapses.AllCarry(row, label) ? 0 : (nint)hemisphere.Synapses.Labels(row);
            _pulses.Add(new RowPulse((nint)hemisphere.Synapses.Weights(row), labels, signed, RowPulse.Select(label, 0)));
        }
    }

    private readonly record struct Known(int First, int Pulses, RouteCounts Counts);
}
