using OnChipLearn.Analog;
using OnChipLearn.Analog.Events;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Fpga;

namespace OnChipLearn.Chip.Events;

/// <summary>
/// Event paths: neurons, player and background sources into the crossbar; from there to PADI buses, FIFOs and the FPGA's recorder.
/// An event is presented to the crossbar as soon as the core has reached its crossbar cycle minus the neurons' latency,
/// which is when neuron events of the same crossbar cycle become known: so all sources are presented in order.
/// </summary>
public sealed class EventNetwork : ISpikeSink, ICrossbarOutputs
{
    private readonly ChipTiming _timing;
    private readonly LinkDirection _uplink;
    private readonly LinkDirection _downlink;
    private readonly Recorder _recorder;
    private readonly EventFifo[] _fifos;
    private AnalogCore? _core;

    internal EventNetwork(ChipTiming timing, Recorder recorder, EventFifo[] fifos)
    {
        _timing = timing;
        _recorder = recorder;
        _fifos = fifos;
        _uplink = new LinkDirection(timing, timing.Uplink);
        _downlink = new LinkDirection(timing, timing.Downlink);
        Crossbar = new Crossbar(timing, Statistics);
    }

    /// <summary>The crossbar.</summary>
    public Crossbar Crossbar { get; }

    /// <summary>Output addresses of the neurons.</summary>
    public NeuronBackend Backend { get; } = new();

    /// <summary>Where every event went.</summary>
    public EventStatistics Statistics { get; } = new();

    /// <summary>Per hemisphere, bit per PADI bus: 1 = the bus takes crossbar events, 0 = it takes triggers.</summary>
    public uint[] BusTakesCrossbar { get; } = [15, 15];

    /// <summary>Sees every spike with its full label, after it has been presented to the crossbar; null for none.</summary>
    public ISpikeSink? Listener { get; set; }

    /// <summary>Crossbar cycle of the trial's first event: time zero of the FIFOs.</summary>
    internal long FifoZero { get; set; }

    /// <summary>Trials that have begun and not ended on the chip: the FIFOs take events of trials only, not what comes after the end marker.</summary>
    internal int FifoTrials { get; set; }

    /// <summary>Called with the label of every neuron event.</summary>
    internal Action<ushort>? Marker { get; set; }

    /// <summary>An event is handed to the drivers by a PADI trigger write.</summary>
    /// <param name="hemisphere">0 = top, 1 = bottom.</param>
    /// <param name="buses">Bit per bus.</param>
    /// <param name="address">Six-bit synapse label.</param>
    /// <param name="rowSelect">Five-bit row select.</param>
    /// <param name="cycle">Present cycle.</param>
    public void Trigger(int hemisphere, uint buses, byte address, byte rowSelect, long cycle)
    {
        for (int bus = 0; bus < ArrayGeometry.Buses; bus++)
        {
            if ((buses >> bus & 1) == 0)
            {
                continue;
            }

            if ((BusTakesCrossbar[hemisphere] >> bus & 1) != 0)
            {
                Statistics.TriggersRefused++;
                continue;
            }

            Statistics.Triggered++;
            _core!.Schedule(hemisphere, new PadiEvent(cycle + 1, (byte)bus, rowSelect, address));
        }
    }

    /// <inheritdoc/>
    public void OnSpike(in NeuronSpike spike)
    {
        ushort label = Backend.Label(spike.Hemisphere, spike.Column);
        Marker?.Invoke(label);
        Crossbar.Enter(NeuronBackend.Output(spike.Column), label, spike.Cycle + _timing.NeuronToCrossbar, this);
        Listener?.OnSpike(spike);
    }

    /// <inheritdoc/>
    void ICrossbarOutputs.Leave(int output, ushort label, long cycle)
    {
        if (output < CrossbarNodes.FirstLinkOutput)
        {
            int hemisphere = output / ArrayGeometry.Buses;
            int bus = output % ArrayGeometry.Buses;
            if ((BusTakesCrossbar[hemisphere] >> bus & 1) == 0)
            {
                Statistics.Refused++;
                return;
            }

            Statistics.ToDrivers++;
            _core!.Schedule(hemisphere, new PadiEvent(cycle + _timing.CrossbarToDriver, (byte)bus, (byte)(label >> 6 & 31), (byte)(label & 63)));
            return;
        }

        Statistics.ToLink++;
        ushort sent = (ushort)(((output - CrossbarNodes.FirstLinkOutput) << 14) | (label & 0x3FFF));
        foreach (EventFifo fifo in FifoTrials > 0 ? _fifos : [])
        {
            fifo.Add(TrialRecord.Event(sent, (cycle - FifoZero) / PpuClock.CyclesPerTick));
        }

        long arrival = _uplink.Send(cycle);
        if (arrival < 0)
        {
            Statistics.UplinkDropped++;
            return;
        }

        Statistics.LinkSent++;
        _recorder.Arrive(sent, arrival);
    }

    internal void Attach(AnalogCore core) => _core = core;

    /// <summary>Sends an event of the player; returns its crossbar cycle, or -1 if the link drops it.</summary>
    internal long SendToChip(long cycle)
    {
        long arrival = _downlink.Send(cycle);
        if (arrival < 0)
        {
            Statistics.DownlinkDropped++;
            return arrival;
        }

        Statistics.LinkReceived++;
        return arrival;
    }

    /// <summary>Presents an event of the player or of a background source.</summary>
    internal void Enter(int input, ushort label, long crossbarCycle) => Crossbar.Enter(input, label, crossbarCycle, this);
}
