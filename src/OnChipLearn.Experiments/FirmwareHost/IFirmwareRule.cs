using OnChipLearn.Chip;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>A learning rule in firmware and what the host sets up for it: one class, one line in <see cref="FirmwareRules"/>.</summary>
public interface IFirmwareRule
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence for the help text.</summary>
    string Description { get; }

    /// <summary>Options that only this rule knows.</summary>
    IReadOnlyList<EngineOption> Options { get; }

    /// <summary>Hidden neurons if the user names no number.</summary>
    int DefaultHidden { get; }

    /// <summary>Entry types of the top and the bottom processor's program.</summary>
    IReadOnlyList<Type> Programs { get; }

    /// <summary>The machine code of both programs.</summary>
    FirmwareImages Images { get; }

    /// <summary>Words that the queue of path <c>event-fifo</c> must hold: the events of a trial and its end.</summary>
    int QueueWords { get; }

    /// <summary>Parameters of the rule.</summary>
    /// <exception cref="ExperimentInputException">A network that does not fit, with the largest that would.</exception>
    FirstSpikeSettings Settings(TrainingRequest request);

    /// <summary>Byte of a vector of rows that belongs to a hidden neuron; its column is twice that.</summary>
    int VectorByte(int hidden);

    /// <summary>Neurons, drivers, labels, routing, seeds of the random generators; all weights stay 0.</summary>
    void Configure(HicannX chip, FirstSpikeSettings settings, ulong seed);
}
