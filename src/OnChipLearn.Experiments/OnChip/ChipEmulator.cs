using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>
/// The chip model as an emulator for learning on the host: layout of rule EventReplay, synapses written from outside, spikes read from the trial records.
/// The processors are not used.
/// </summary>
public sealed class ChipEmulator : ISpikeEmulator
{
    private readonly HicannX _chip;
    private readonly TrialPlayback _playback;
    private readonly double[] _inputTimes = new double[FirstSpikeFormat.Inputs];

    /// <param name="chip">Configured by <see cref="EventReplayNetwork"/>.</param>
    /// <param name="hidden">Hidden neurons.</param>
    /// <param name="recurrent">How many of them have recurrent synapses.</param>
    public ChipEmulator(HicannX chip, int hidden, int recurrent)
    {
        _chip = chip;
        _playback = new TrialPlayback(chip);
        Shape = new EmulatorShape(FirstSpikeFormat.Inputs * FirstSpikeFormat.Duplication, hidden, FirstSpikeFormat.Outputs, recurrent);
    }

    public EmulatorShape Shape { get; }

    public void LoadWeights(ReadOnlySpan<sbyte> inputWeights, ReadOnlySpan<sbyte> outputWeights)
    {
        for (var hidden = 0; hidden < Shape.Hidden; hidden++)
        {
            var vectorByte = EventReplayNetwork.VectorByte(hidden);
            for (var row = 0; row < Shape.InputRows + Shape.Recurrent; row++)
            {
                // row of the learner: input * duplication + duplicate; driver on the chip: duplicate * inputs + input
                var driver = row < Shape.InputRows
                    ? (row % FirstSpikeFormat.Duplication * FirstSpikeFormat.Inputs) + (row / FirstSpikeFormat.Duplication)
                    : ReplayFormat.RecurrentDriver(row - Shape.InputRows);
                Set(_chip.Analog[0].Synapses, driver, 2 * vectorByte, inputWeights[(row * Shape.Hidden) + hidden]);
            }

            for (var output = 0; output < Shape.Outputs; output++)
            {
                Set(_chip.Analog[1].Synapses, SpikeLabels.DriverOfByte(vectorByte), 2 * output, outputWeights[(hidden * Shape.Outputs) + output]);
            }
        }
    }

    public void Emulate(ReadOnlySpan<Spike> inputs, double duration, SpikeRecording recording)
    {
        foreach (var (row, time) in inputs)
        {
            _inputTimes[row / FirstSpikeFormat.Duplication] = time;
        }

        recording.Clear();
        var zero = -1;
        foreach (var (label, ticks) in _playback.Play(_inputTimes))
        {
            if ((label & SpikeLabels.Input) != 0)
            {
                // the bias comes first and defines time zero, as for the firmware
                zero = zero < 0 ? ticks : zero;
                continue;
            }

            var channel = (label & SpikeLabels.Output) != 0 ? Shape.Hidden + (int)(label & SpikeLabels.Number) : SpikeLabels.HiddenElement(label);
            var time = Math.Max(0, ticks - zero) / (double)FirstSpikeFormat.TicksPerTau;
            if (time < duration)
            {
                recording.Add(channel, time);
            }
        }
    }

    private static void Set(SynapseArray synapses, int driver, int column, sbyte weight)
    {
        synapses.Set(SynapseField.Weight, 2 * driver, column, Math.Max((int)weight, 0));
        synapses.Set(SynapseField.Weight, (2 * driver) + 1, column, Math.Max(-weight, 0));
    }
}
