using OnChipLearn.Analog;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.Emulation;

/// <summary>
/// The analog core of a chip instance behind the emulator interface, on the columns that the firmware uses: the same neurons with the same fixed
/// pattern and noise of the same trials. Recorded times are stamps of 8 ns. Event network, link and their latencies are left out.
/// </summary>
public sealed class AnalogEmulator : ISpikeEmulator
{
    private readonly FeedForwardNetwork _network;
    private readonly (int Input, int Tick)[] _events;
    private long _trial;

    /// <param name="chip">Chip instance.</param>
    /// <param name="shape">Sizes: at most 128 each.</param>
    public AnalogEmulator(ChipInstance chip, EmulatorShape shape)
    {
        Shape = shape;
        _network = new FeedForwardNetwork(chip, shape.InputRows, shape.Hidden, shape.Outputs, FirstSpikeNetwork.Neuron);
        _events = new (int, int)[shape.InputRows];
    }

    public EmulatorShape Shape { get; }

    public void LoadWeights(ReadOnlySpan<sbyte> inputWeights, ReadOnlySpan<sbyte> outputWeights)
    {
        for (var hidden = 0; hidden < Shape.Hidden; hidden++)
        {
            for (var row = 0; row < Shape.InputRows; row++)
            {
                _network.SetHiddenWeight(row, hidden, inputWeights[row * Shape.Hidden + hidden]);
            }

            for (var output = 0; output < Shape.Outputs; output++)
            {
                _network.SetOutputWeight(hidden, output, outputWeights[hidden * Shape.Outputs + output]);
            }
        }
    }

    public void Emulate(ReadOnlySpan<Spike> inputs, double duration, SpikeRecording recording)
    {
        for (var k = 0; k < inputs.Length; k++)
        {
            _events[k] = (inputs[k].Channel, (int)Math.Round(inputs[k].Time * FirstSpikeFormat.TicksPerTau));
        }

        _network.RunTrial(_trial++, _events.AsSpan(0, inputs.Length), (long)Math.Round(duration * FirstSpikeFormat.TicksPerTau) * PpuClock.CyclesPerTick);
        recording.Clear();
        foreach (var spike in _network.Spikes)
        {
            recording.Add(spike.Hemisphere * Shape.Hidden + spike.Column / 2, (double)_network.TickOf(spike) / FirstSpikeFormat.TicksPerTau);
        }
    }
}
