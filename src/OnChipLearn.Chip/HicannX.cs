using OnChipLearn.Analog;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Readout;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Events;
using OnChipLearn.Chip.Fpga;
using OnChipLearn.Chip.Omnibus;
using OnChipLearn.Chip.VectorIo;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip;

/// <summary>
/// The chip around the two PPUs, and the FPGA behind it: analog core, event network, registers, converters, FPGA memory, sample player, recorder.
/// Time is driven from outside in PPU cycles (4 ns): whoever accesses something says when, and the chip catches up first.
/// A processor is connected through <see cref="DataPort"/> and <see cref="VectorPort"/>; 0 = top, 1 = bottom.
/// </summary>
public sealed class HicannX
{
    private const int UnknownSample = -1;
    private readonly TimedQueue<ChipAction> _actions = new(256);

    // Those of the actions that change something which can be seen without catching up: player, records.
    private readonly TimedQueue<ChipAction> _visible = new(8);
    private readonly OmnibusBlocks _omnibus;
    private readonly ushort[] _madcSamples = new ushort[Madc.MaximumSamples];
    private (int Hemisphere, int Column, long Start, int Total) _madc;
    private long _markers;

    /// <param name="configuration">Instance, timing, trials.</param>
    /// <exception cref="ChipInputException">The configuration is out of range.</exception>
    public HicannX(ChipConfiguration configuration)
    {
        configuration.Validate();
        Configuration = configuration;
        if (configuration.Timing.Downlink < configuration.Timing.NeuronToCrossbar)
        {
            throw new ChipInputException("chip timing", nameof(ChipTiming.Downlink), configuration.Timing.Downlink.ToString(), $"at least {nameof(ChipTiming.NeuronToCrossbar)} ({configuration.Timing.NeuronToCrossbar})");
        }

        TrialConfiguration trials = configuration.Trials;
        Fifos = [new EventFifo(trials.FifoDepth), new EventFifo(trials.FifoDepth)];
        Recorder = new Recorder(trials, Memory)
        {
            Written = (address, player) => Observer?.OnWrite(player ? Initiator.Player : Initiator.Recorder, MemoryRegion.Fpga, address, Now),
        };
        Player = new SamplePlayer(trials);
        Events = new EventNetwork(configuration.Timing, Recorder, trials.SpikePath == SpikePath.EventFifo ? Fifos : []);
        Analog = new AnalogCore(configuration.Instance, Events, configuration.Analog);
        Events.Attach(Analog);
        if (trials.MarkerLabel is { } marker)
        {
            Events.Marker = label => OnMarker(label, marker);
        }

        Cadcs = [new Cadc(Analog, 0), new Cadc(Analog, 1)];
        SynapseViews = [new SynapseRows(this, 0), new SynapseRows(this, 1)];
        for (int k = 0; k < Background.Length; k++)
        {
            Background[k] = new BackgroundSource();
        }

        Ahead = new AdvanceAhead(this);
        _omnibus = new OmnibusBlocks(this);
        DataPorts = [new DataPort(this, 0, _omnibus), new DataPort(this, 1, _omnibus)];
        VectorPorts = [new VectorPort(this, 0), new VectorPort(this, 1)];
    }

    /// <summary>What the chip is made of.</summary>
    public ChipConfiguration Configuration { get; }

    /// <summary>Analog core.</summary>
    public AnalogCore Analog { get; }

    /// <summary>Crossbar, links, statistics.</summary>
    public EventNetwork Events { get; }

    /// <summary>FPGA memory.</summary>
    public FpgaMemory Memory { get; } = new();

    /// <summary>Sample player.</summary>
    public SamplePlayer Player { get; }

    /// <summary>Recorder.</summary>
    public Recorder Recorder { get; }

    /// <summary>Event FIFOs beside the processors (path event-fifo).</summary>
    public EventFifo[] Fifos { get; }

    /// <summary>Converters per hemisphere.</summary>
    public Cadc[] Cadcs { get; }

    /// <summary>Random generators per hemisphere.</summary>
    public RandomGenerators[] Random { get; } = [new RandomGenerators(), new RandomGenerators()];

    /// <summary>Background sources.</summary>
    public BackgroundSource[] Background { get; } = new BackgroundSource[8];

    /// <summary>The processors, once attached.</summary>
    public IProcessor?[] Processors { get; } = new IProcessor?[2];

    /// <summary>Sees every write; null for none.</summary>
    public IWriteObserver? Observer { get; set; }

    /// <summary>Cycle up to which everything has happened.</summary>
    public long Now { get; private set; }

    /// <summary>Samples of the last MADC recording.</summary>
    public ReadOnlySpan<ushort> MadcSamples => _madcSamples.AsSpan(0, MadcCount);

    /// <summary>Number of samples of the last MADC recording so far.</summary>
    public int MadcCount { get; private set; }

    internal SynapseRows[] SynapseViews { get; }

    /// <summary>The chip beside the processors.</summary>
    internal AdvanceAhead Ahead { get; }

    /// <summary>Before this cycle nothing changes by itself in FPGA memory and player. With a marker, any spike may begin a record.</summary>
    internal long QuietUntil => Configuration.Trials.MarkerLabel is null ? _visible.NextCycle : 0;

    private DataPort[] DataPorts { get; }

    private VectorPort[] VectorPorts { get; }

    /// <summary>Port for scalar accesses of a processor.</summary>
    public DataPort DataPort(int processor) => DataPorts[processor];

    /// <summary>Port for vector accesses of a processor.</summary>
    public VectorPort VectorPort(int processor) => VectorPorts[processor];

    /// <summary>Reads an Omnibus word as the host does, now.</summary>
    public uint ReadOmnibus(uint word) => _omnibus.Read(word);

    /// <summary>Writes an Omnibus word as the host does, now.</summary>
    public void WriteOmnibus(uint word, uint value)
    {
        Observer?.OnWrite(Initiator.Host, MemoryRegion.Omnibus, word, Now);
        _omnibus.Write(word, value, 15);
    }

    /// <summary>Lets everything happen up to and including <paramref name="cycle"/>; an earlier cycle changes nothing.</summary>
    public void AdvanceTo(long cycle)
    {
        Ahead.TakeBack();
        Advance(cycle);
    }

    /// <summary>Asks the player for a sample, as a processor's write to <see cref="SamplePlayerMap.Request"/> does.</summary>
    public void RequestSample(uint number)
    {
        long start = Player.Ask(number, Now);
        if (start >= 0)
        {
            AddVisible(new ChipAction(start, ActionKind.TrialStart, 0, 0));
        }
    }

    /// <summary>As <see cref="AdvanceTo"/>, in the steps in which the chip goes on beside the processors: for whoever accesses it in a run of theirs.</summary>
    internal void CatchUp(long cycle)
    {
        Ahead.TakeBack();
        for (long end = AdvanceAhead.NextStep(Now); end <= cycle; end += AdvanceAhead.StepCycles)
        {
            Advance(end);
        }

        Advance(cycle);
    }

    /// <summary>As <see cref="AdvanceTo"/>, by the thread that has the chip.</summary>
    internal void Advance(long cycle)
    {
        while (_actions.NextCycle <= cycle)
        {
            long next = _actions.NextCycle;
            Analog.NextOutsideEvent = next;
            Analog.AdvanceTo(next);
            Now = Math.Max(Now, next);
            Act(_actions.Take());
        }

        Analog.NextOutsideEvent = _actions.NextCycle;
        Analog.AdvanceTo(cycle);
        Now = Math.Max(Now, cycle);
    }

    /// <summary>Writes a background source's control word and starts the source if enable rises.</summary>
    public void ControlBackground(int source, bool enabled, bool random, int period)
    {
        if (Background[source].Control(enabled, random, period))
        {
            ScheduleBackground(source, Now);
        }
    }

    /// <summary>Starts an MADC recording of one membrane; samples go to the FPGA, not to a processor.</summary>
    /// <exception cref="ChipInputException">More samples than one recording holds.</exception>
    public void StartMadc(int hemisphere, int column, int samples)
    {
        if (samples is < 1 or > Madc.MaximumSamples)
        {
            throw new ChipInputException("MADC", "samples", samples.ToString(), $"1..{Madc.MaximumSamples}");
        }

        _madc = (hemisphere, column, Now + 1, samples);
        MadcCount = 0;
        _actions.Add(new ChipAction(Now + 1, ActionKind.MadcSample, 0, 0));
    }

    private void Act(in ChipAction action)
    {
        switch (action.Kind)
        {
            case ActionKind.EnterCrossbar:
                Events.Enter(action.Index, (ushort)action.Data, action.Cycle + Configuration.Timing.NeuronToCrossbar);
                break;
            case ActionKind.BackgroundTick:
                OnBackground(action);
                break;
            case ActionKind.TrialStart:
                _visible.Skip(1);
                OnTrialStart(action.Cycle);
                break;
            case ActionKind.TrialEndOnChip:
                foreach (EventFifo fifo in Fifos)
                {
                    fifo.AddEndOfTrial();
                }

                Events.FifoTrials--;

                break;
            case ActionKind.RecordClose:
                _visible.Skip(1);
                Recorder.Close(Player.MissedDeadlines);
                break;
            case ActionKind.MadcSample:
                _madcSamples[MadcCount++] = Madc.Code(Analog.MembraneVolt(_madc.Hemisphere, _madc.Column));
                if (MadcCount < _madc.Total)
                {
                    _actions.Add(new ChipAction(Madc.SampleCycle(_madc.Start, MadcCount), ActionKind.MadcSample, 0, 0));
                }

                break;
            default:
                throw new InvalidOperationException($"no such action: {action.Kind}");
        }
    }

    private void OnTrialStart(long cycle)
    {
        (long trial, int number, PlayerSample sample) = Player.Start();
        TrialConfiguration trials = Configuration.Trials;
        Analog.BeginTrial(trial, trials.Isolation == TrialIsolation.Rest);
        long first = cycle + ((long)sample.Events[0].Tick * PpuClock.CyclesPerTick);
        bool timeZeroKnown = false;
        for (int k = 0; k < sample.Events.Count; k++) // an enumerator would be an object per trial
        {
            PlayerEvent played = sample.Events[k];
            long crossbar = Events.SendToChip(cycle + ((long)played.Tick * PpuClock.CyclesPerTick));
            if (crossbar < 0)
            {
                continue;
            }

            if (!timeZeroKnown)
            {
                Events.FifoZero = crossbar;
                timeZeroKnown = true;
            }

            int input = CrossbarNodes.FirstLinkInput + (played.Label >> 14);
            _actions.Add(new ChipAction(crossbar - Configuration.Timing.NeuronToCrossbar, ActionKind.EnterCrossbar, input, played.Label));
        }

        // Nothing of this trial is back before a way to the chip and one from it; what arrives earlier is of the trial before.
        long from = cycle + Configuration.Timing.Downlink + Configuration.Timing.Uplink;
        Begin(new OpenRecord(trial + 1, (uint)number, (uint)sample.Label, first, from, from + trials.DurationCycles, sample.Events, sample.Events.Count), cycle);
    }

    private void OnMarker(ushort label, ushort marker)
    {
        if (label != marker)
        {
            return;
        }

        long trial = _markers++;
        Analog.BeginTrial(trial, rest: false);
        long now = Analog.Now;
        Events.FifoZero = now + Configuration.Timing.NeuronToCrossbar;
        long zero = Events.FifoZero + Configuration.Timing.Uplink;
        Begin(new OpenRecord(trial + 1, unchecked((uint)UnknownSample), 0, zero, zero, zero + Configuration.Trials.DurationCycles, [], 0), now);
    }

    private void Begin(OpenRecord record, long start)
    {
        Recorder.Begin(record);
        if (Configuration.Trials.SpikePath == SpikePath.EventFifo)
        {
            Events.FifoTrials++;
            _actions.Add(new ChipAction(start + Configuration.Trials.DurationCycles, ActionKind.TrialEndOnChip, 0, 0));
        }

        AddVisible(new ChipAction(record.End, ActionKind.RecordClose, 0, 0));
    }

    private void AddVisible(in ChipAction action)
    {
        _actions.Add(action);
        _visible.Add(action);
    }

    private void OnBackground(in ChipAction action)
    {
        BackgroundSource source = Background[action.Index];
        if (!source.Enabled || action.Data != source.Generation)
        {
            return;
        }

        if (source.Tick() is { } label)
        {
            Events.Enter(CrossbarNodes.FirstBackgroundInput + action.Index, label, action.Cycle + Configuration.Timing.NeuronToCrossbar);
        }

        ScheduleBackground(action.Index, action.Cycle);
    }

    private void ScheduleBackground(int source, long cycle) =>
        _actions.Add(new ChipAction(cycle + ((long)Background[source].Period * Configuration.Timing.BackgroundClock), ActionKind.BackgroundTick, source, Background[source].Generation));
}
