using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>
/// Sizes of what an emulator emulates: rows of the synapse array that carry inputs, hidden neurons, output neurons, hidden neurons (the first ones) whose
/// spikes go back to the hidden layer.
/// </summary>
public sealed record EmulatorShape(int InputRows, int Hidden, int Outputs, int Recurrent = 0);

/// <summary>
/// Anything that can emulate the network: a simulation, the chip model, a chip. Weights go in, input spikes go in, recorded spikes come
/// out; nothing else of it is known to the learner. All times are in units of the nominal synaptic time constant tau_s.
/// </summary>
public interface ISpikeEmulator
{
    /// <summary>What it emulates.</summary>
    EmulatorShape Shape { get; }

    /// <summary>
    /// Takes over signed 6-bit weights in -63 .. 63.
    /// </summary>
    /// <param name="inputWeights">[row][hidden], C order: input rows, then one row per recurrent neuron.</param>
    /// <param name="outputWeights">[hidden][output], C order.</param>
    void LoadWeights(ReadOnlySpan<sbyte> inputWeights, ReadOnlySpan<sbyte> outputWeights);

    /// <summary>
    /// Emulates one sample from rest.
    /// </summary>
    /// <param name="inputs">Spikes (channel = row) in order of time.</param>
    /// <param name="duration">End of the sample.</param>
    /// <param name="recording">Cleared, then filled with the spikes of hidden neuron n on channel n and of output k on channel Hidden + k.</param>
    void Emulate(ReadOnlySpan<Spike> inputs, double duration, SpikeRecording recording);
}
