using System.Text.Json.Serialization;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Experiments.Emulation;

/// <summary>
/// A network and its input, as the file of <c>chip emulate</c> gives them: inputs onto hidden neurons onto outputs, signed weights -63..63,
/// events in microseconds on the 8 ns grid of the event clock.
/// </summary>
public sealed record Stimulus
{
    /// <summary>Length of the emulation in microseconds.</summary>
    public double DurationUs { get; init; } = 30;

    /// <summary>Trial number, decides the noise.</summary>
    public long Trial { get; init; }

    /// <summary>Neuron parameters of all neurons; what is left out has its default.</summary>
    public NeuronParameters Neuron { get; init; } = new();

    /// <summary>Weights, one row per input, one column per hidden neuron.</summary>
    [JsonRequired]
    public int[][] HiddenWeights { get; init; } = [];

    /// <summary>Weights, one row per hidden neuron, one column per output.</summary>
    [JsonRequired]
    public int[][] OutputWeights { get; init; } = [];

    /// <summary>Input events in order of time.</summary>
    [JsonRequired]
    public StimulusEvent[] Events { get; init; } = [];

    /// <summary>Neurons whose membranes are recorded.</summary>
    public TracedNeuron[] Traces { get; init; } = [];

    /// <summary>Distance of trace samples in microseconds.</summary>
    public double TraceStepUs { get; init; } = 0.1;
}

/// <summary>An input event.</summary>
/// <param name="Input">Input channel.</param>
/// <param name="TimeUs">Time in microseconds.</param>
public sealed record StimulusEvent([property: JsonRequired] int Input, [property: JsonRequired] double TimeUs);

/// <summary>A neuron to record.</summary>
/// <param name="Layer">hidden or output.</param>
/// <param name="Neuron">Number in the layer.</param>
public sealed record TracedNeuron([property: JsonRequired] string Layer, [property: JsonRequired] int Neuron);
