using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Networks;

/// <summary>
/// A network of signed inputs, hidden neurons and outputs on the analog core, laid out as the learning firmware lays it out:
/// input k drives driver k of the top hemisphere (row 2k excitatory, 2k+1 inhibitory); hidden neurons sit on the even columns of the top
/// hemisphere; hidden neuron h drives driver h of the bottom hemisphere; outputs are bottom columns 0, 2, 4, ...
/// A signed weight -63..63 is split over the two rows of its driver.
/// </summary>
public sealed class FeedForwardNetwork
{
    /// <summary>Cycles from a hidden spike to the drivers of the output layer.</summary>
    public const int HiddenLatencyCycles = 20;

    private readonly DirectWiring _wiring = new();

    /// <param name="chip">Chip instance.</param>
    /// <param name="inputs">Input channels (signed rows), 1..128.</param>
    /// <param name="hidden">Hidden neurons, 1..128.</param>
    /// <param name="outputs">Output neurons, 1..128.</param>
    /// <param name="parameters">Nominal neuron parameters of both layers.</param>
    /// <param name="options">Core options.</param>
    public FeedForwardNetwork(ChipInstance chip, int inputs, int hidden, int outputs, NeuronParameters parameters, AnalogCoreOptions? options = null)
    {
        Require("inputs", inputs);
        Require("hidden", hidden);
        Require("outputs", outputs);
        Inputs = inputs;
        Hidden = hidden;
        Outputs = outputs;
        Core = new AnalogCore(chip, _wiring, options);
        _wiring.Attach(Core);
        DriverSettings signed = new() { BottomRow = RowMode.Excitatory, TopRow = RowMode.Inhibitory, Receives = true, RowSelectMask = 31 };
        for (int k = 0; k < inputs; k++)
        {
            Core[0].Drivers[k] = signed;
        }

        for (int h = 0; h < hidden; h++)
        {
            Core[1].Drivers[h] = signed;
            Core.ConfigureNeuron(0, 2 * h, parameters);
            _wiring.Connect(0, 2 * h, 1, h % ArrayGeometry.Buses, h / ArrayGeometry.Buses, 0, HiddenLatencyCycles);
        }

        for (int o = 0; o < outputs; o++)
        {
            Core.ConfigureNeuron(1, 2 * o, parameters);
        }
    }

    /// <summary>The core.</summary>
    public AnalogCore Core { get; }

    /// <summary>Input channels.</summary>
    public int Inputs { get; }

    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; }

    /// <summary>Output neurons.</summary>
    public int Outputs { get; }

    /// <summary>Spikes of the last trial, of both layers, in order.</summary>
    public ReadOnlySpan<NeuronSpike> Spikes => _wiring.Recorder.Spikes;

    /// <summary>Cycle at which the last trial began.</summary>
    public long TrialStart { get; private set; }

    /// <summary>Sets the weight -63..63 from an input to a hidden neuron.</summary>
    public void SetHiddenWeight(int input, int neuron, int weight) => SetSigned(0, input, 2 * neuron, weight);

    /// <summary>Sets the weight -63..63 from a hidden neuron to an output.</summary>
    public void SetOutputWeight(int hidden, int output, int weight) => SetSigned(1, hidden, 2 * output, weight);

    /// <summary>
    /// Runs one trial from rest. Afterwards <see cref="Spikes"/> holds its spikes; <see cref="TickOf"/> gives their 8 ns stamps.
    /// </summary>
    /// <param name="trial">Trial number, decides the noise.</param>
    /// <param name="events">Input channel and time in 8 ns ticks after the start, in order of time.</param>
    /// <param name="durationCycles">Length in PPU cycles.</param>
    /// <exception cref="AnalogInputException">Events out of order, at negative times, or on unknown channels.</exception>
    public void RunTrial(long trial, ReadOnlySpan<(int Input, int Tick)> events, long durationCycles)
    {
        _wiring.Recorder.Clear();
        TrialStart = Core.Now;
        Core.BeginTrial(trial);
        int last = 0;
        foreach ((int input, int tick) in events)
        {
            if (tick < last)
            {
                throw new AnalogInputException("trial", "event time in ticks", tick.ToString(), $"at least {last} (ordered, not negative)");
            }

            last = tick;
            ArrayGeometry.Require("input channel", input, Inputs);
            long cycle = TrialStart + 1 + ((long)tick * PpuClock.CyclesPerTick);
            Core.Schedule(0, new PadiEvent(cycle, (byte)(input % ArrayGeometry.Buses), (byte)(input / ArrayGeometry.Buses), 0));
        }

        Core.NextOutsideEvent = TrialStart + 1 + durationCycles;
        Core.AdvanceTo(TrialStart + 1 + durationCycles);
    }

    /// <summary>Time stamp of a spike: 8 ns ticks after the cycle at which an event of tick 0 reaches the drivers.</summary>
    public int TickOf(in NeuronSpike spike) => (int)((spike.Cycle - TrialStart - 1) / PpuClock.CyclesPerTick);

    private static void Require(string what, int count)
    {
        if (count is < 1 or > 128)
        {
            throw new AnalogInputException("network", what, count.ToString(), "1..128");
        }
    }

    private void SetSigned(int hemisphere, int driver, int column, int weight)
    {
        if (weight is < -ArrayGeometry.MaximumWeight or > ArrayGeometry.MaximumWeight)
        {
            throw new AnalogInputException("network", $"weight of driver {driver}, column {column}", weight.ToString(), "-63..63");
        }

        Core[hemisphere].Synapses.Set(SynapseField.Weight, 2 * driver, column, Math.Max(weight, 0));
        Core[hemisphere].Synapses.Set(SynapseField.Weight, (2 * driver) + 1, column, Math.Max(-weight, 0));
    }
}
