using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Loops;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog;

/// <summary>
/// The analog core: two hemispheres, advanced lazily. Whoever wants to see or change it first calls <see cref="AdvanceTo"/>;
/// how often and with which targets does not change any result. Cycles are PPU cycles of 4 ns.
/// </summary>
public sealed class AnalogCore
{
    private readonly Hemisphere[] _hemispheres = new Hemisphere[ArrayGeometry.Hemispheres];
    private readonly TrialOffsets[] _offsets = new TrialOffsets[ArrayGeometry.Columns];
    private readonly FixedPattern _pattern;
    private readonly TrialNoise _noise;
    private readonly SpikeExit _exit;
    private readonly EmulationLoop _loop;

    /// <param name="chip">Chip instance.</param>
    /// <param name="sink">Receives the spikes.</param>
    /// <param name="options">Neuron model and SIMD tier.</param>
    public AnalogCore(ChipInstance chip, ISpikeSink sink, AnalogCoreOptions? options = null)
    {
        options ??= new AnalogCoreOptions();
        chip.Settings.Validate("chip instance");
        Chip = chip;
        _exit = new SpikeExit(_hemispheres, sink);
        _pattern = chip.DrawPattern();
        _noise = new TrialNoise(chip.Seed, chip.Settings);
        for (int h = 0; h < _hemispheres.Length; h++)
        {
            _hemispheres[h] = new Hemisphere(h, NeuronModels.Create(options.Model, options.Tier));
            for (int driver = 0; driver < ArrayGeometry.Drivers; driver++)
            {
                _hemispheres[h].Drivers.SetGain(driver, _pattern.DriverGain(h, driver));
            }

            for (int column = 0; column < ArrayGeometry.Columns; column++)
            {
                (float amplitude, float time) = _pattern.Correlation(h, column);
                _hemispheres[h].Correlation.SetFactors(ArrayGeometry.LaneOf(column), amplitude, time);
            }
        }

        _loop = CreateLoop();
        foreach (StuckBit bit in _pattern.StuckBits())
        {
            _hemispheres[bit.Hemisphere].Synapses.AddStuckBit(bit.Row, bit.Column, bit.Bit, bit.Value);
        }
    }

    /// <summary>The chip that this core is an instance of.</summary>
    public ChipInstance Chip { get; }

    /// <summary>The chip's fixed pattern.</summary>
    public FixedPattern Pattern => _pattern;

    /// <summary>Cycle up to which everything has happened.</summary>
    public long Now => _loop.Now;

    /// <summary>Number of the trial whose noise is in force.</summary>
    public long Trial { get; private set; }

    /// <summary>
    /// A cycle before which the owner expects to schedule nothing from outside. A hint for how far to search ahead: it changes no result.
    /// </summary>
    public long NextOutsideEvent
    {
        get => _loop.NextOutsideEvent;
        set => _loop.NextOutsideEvent = value;
    }

    /// <summary>Hemisphere 0 (top) or 1 (bottom).</summary>
    public Hemisphere this[int hemisphere] => _hemispheres[hemisphere];

    /// <summary>Sets the nominal parameters of a neuron; the chip's fixed pattern is applied to them.</summary>
    /// <exception cref="AnalogInputException">A parameter is out of range.</exception>
    public void ConfigureNeuron(int hemisphere, int column, NeuronParameters nominal)
    {
        ArrayGeometry.Require("hemisphere", hemisphere, ArrayGeometry.Hemispheres);
        ArrayGeometry.Require("column", column, ArrayGeometry.Columns);
        nominal.Validate("neuron", $"hemisphere {hemisphere}, column {column}");
        NeuronPopulation neurons = _hemispheres[hemisphere].Neurons;
        _loop.Settle();
        neurons.CommitTo(Now);
        neurons.Configure(ArrayGeometry.LaneOf(column), _pattern.Neuron(hemisphere, column).Apply(nominal));
        _loop.JitterSigma = Chip.Settings.SpikeJitterTauS * nominal.ExcitatoryTimeConstantUs * PpuClock.CyclesPerMicrosecond;
    }

    /// <summary>
    /// Begins a trial at <see cref="Now"/>: draws the trial's noise, restarts the numbering of spikes.
    /// </summary>
    /// <param name="trial">Trial number, not negative.</param>
    /// <param name="rest">Brings membranes, currents, refractory times and drivers to rest and drops queued events; otherwise the state is kept.</param>
    public void BeginTrial(long trial, bool rest = true)
    {
        Trial = trial;
        _loop.Settle();
        _loop.BeginTrial(trial, rest);
        foreach (Hemisphere hemisphere in _hemispheres)
        {
            NeuronPopulation neurons = hemisphere.Neurons;
            if (rest)
            {
                hemisphere.Queue.Clear();
                hemisphere.Drivers.Rest(Now);
                hemisphere.Correlation.Rest();
            }
            else
            {
                neurons.CommitTo(Now);
            }

            if (_noise.Acts)
            {
                DrawNoise(hemisphere);
                neurons.ApplyTrial(_offsets);
            }

            if (rest)
            {
                neurons.RestAll(Now);
            }
        }
    }

    /// <summary>Schedules an event on a PADI bus.</summary>
    /// <exception cref="AnalogInputException">The event lies in the past or a field is out of range.</exception>
    public void Schedule(int hemisphere, in PadiEvent padi)
    {
        if (padi.Cycle <= Now && !(padi.Cycle == Now && Now == 0))
        {
            throw new AnalogInputException("analog core", "event cycle", padi.Cycle.ToString(), $"after cycle {Now}");
        }

        if (padi.Bus >= ArrayGeometry.Buses || padi.RowSelect > 31 || padi.Address > 63)
        {
            throw new AnalogInputException("analog core", "event", padi.ToString(), "bus 0..3, row select 0..31, address 0..63");
        }

        _hemispheres[hemisphere].Queue.Add(padi);
        _loop.Scheduled(hemisphere, padi);
    }

    /// <summary>Forces a neuron reset now: the membrane goes to reset, the refractory time starts, and a spike leaves if spike output is enabled.</summary>
    public void ResetNeuron(int hemisphere, int column)
    {
        Hemisphere target = _hemispheres[hemisphere];
        int lane = ArrayGeometry.LaneOf(column);
        _loop.Settle();
        target.Neurons.Fire(lane, Now);
        _exit.Emit(new NeuronSpike(hemisphere, column, Now, Now, true));
    }

    /// <summary>Lets a neuron's correlation sensors see a postsynaptic spike now, without any spike being sent.</summary>
    public void PostPulse(int hemisphere, int column)
    {
        Hemisphere target = _hemispheres[hemisphere];
        if (target.Correlation.Enabled)
        {
            target.Correlation.OnSpike(ArrayGeometry.LaneOf(column), Now);
        }
    }

    /// <summary>Lets everything happen up to and including <paramref name="cycle"/>.</summary>
    public void AdvanceTo(long cycle) => _loop.AdvanceTo(cycle);

    /// <summary>Membrane potential in volts now.</summary>
    public double MembraneVolt(int hemisphere, int column)
    {
        _loop.Settle();
        return _hemispheres[hemisphere].Neurons.MembraneVolt(ArrayGeometry.LaneOf(column), Now);
    }

    /// <summary>Synaptic currents in volts now.</summary>
    public (double Excitatory, double Inhibitory) CurrentVolt(int hemisphere, int column)
    {
        _loop.Settle();
        return _hemispheres[hemisphere].Neurons.CurrentVolt(ArrayGeometry.LaneOf(column), Now);
    }

    private void DrawNoise(Hemisphere hemisphere)
    {
        NeuronPopulation neurons = hemisphere.Neurons;
        for (uint chunks = neurons.ActiveChunks; chunks != 0; chunks &= chunks - 1)
        {
            int first = System.Numerics.BitOperations.TrailingZeroCount(chunks) * ArrayGeometry.LanesPerChunk;
            int neuron = (hemisphere.Index * ArrayGeometry.Columns) + ArrayGeometry.ColumnOf(first);
            foreach (ref TrialOffsets offsets in _offsets.AsSpan(first, ArrayGeometry.LanesPerChunk))
            {
                offsets = _noise.Draw(Trial, neuron);
                neuron += 2; // a chunk has columns of one parity
            }
        }
    }

    private EmulationLoop CreateLoop()
    {
        Hemisphere top = _hemispheres[0];
        Hemisphere bottom = _hemispheres[1];
        return (top.Neurons, bottom.Neurons) switch
        {
            (EventDrivenPopulation a, EventDrivenPopulation b) =>
                new EventDrivenLoop(new EventDrivenHemisphere(top, a), new EventDrivenHemisphere(bottom, b), _exit, Chip.Seed),
            (GridPopulation a, GridPopulation b) => new GridLoop(new GridHemisphere(top, a), new GridHemisphere(bottom, b), _exit),
            _ => throw new InvalidOperationException("both hemispheres are computed the same way"),
        };
    }
}
