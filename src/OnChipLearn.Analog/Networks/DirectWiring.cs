using OnChipLearn.Analog.Events;

namespace OnChipLearn.Analog.Networks;

/// <summary>
/// Point-to-point wiring of neuron spikes to PADI events with a fixed latency, for use of the analog core without the chip's event network.
/// </summary>
public sealed class DirectWiring : ISpikeSink
{
    private readonly List<(int Hemisphere, byte Bus, byte RowSelect, byte Address, int Latency)>?[] _targets = new List<(int, byte, byte, byte, int)>?[ArrayGeometry.Hemispheres * ArrayGeometry.Columns];
    private AnalogCore? _core;

    /// <summary>All spikes.</summary>
    public SpikeRecorder Recorder { get; } = new();

    /// <summary>Connects the wiring to the core that it feeds.</summary>
    public void Attach(AnalogCore core) => _core = core;

    /// <summary>Sends the spikes of a neuron to a PADI bus.</summary>
    /// <param name="fromHemisphere">Hemisphere of the neuron.</param>
    /// <param name="column">Column of the neuron.</param>
    /// <param name="toHemisphere">Hemisphere of the bus.</param>
    /// <param name="bus">Bus 0..3.</param>
    /// <param name="rowSelect">Row select 0..31.</param>
    /// <param name="address">Synapse label 0..63.</param>
    /// <param name="latencyCycles">Cycles from spike to drivers, at least 1.</param>
    public void Connect(int fromHemisphere, int column, int toHemisphere, int bus, int rowSelect, int address, int latencyCycles)
    {
        if (latencyCycles < 1)
        {
            throw new AnalogInputException("wiring", "latency in cycles", latencyCycles.ToString(), "at least 1");
        }

        ref List<(int, byte, byte, byte, int)>? targets = ref _targets[(fromHemisphere * ArrayGeometry.Columns) + column];
        targets ??= [];
        targets.Add((toHemisphere, (byte)bus, (byte)rowSelect, (byte)address, latencyCycles));
    }

    /// <inheritdoc/>
    public void OnSpike(in NeuronSpike spike)
    {
        Recorder.Add(spike);
        List<(int Hemisphere, byte Bus, byte RowSelect, byte Address, int Latency)>? targets = _targets[(spike.Hemisphere * ArrayGeometry.Columns) + spike.Column];
        if (targets is null)
        {
            return;
        }

        foreach ((int hemisphere, byte bus, byte rowSelect, byte address, int latency) in targets)
        {
            _core!.Schedule(hemisphere, new PadiEvent(spike.Cycle + latency, bus, rowSelect, address));
        }
    }
}
