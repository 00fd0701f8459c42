namespace OnChipLearn.Analog.Events;

/// <summary>A spike as it leaves the neuron circuit.</summary>
/// <param name="Hemisphere">0 = top, 1 = bottom.</param>
/// <param name="Column">Column 0..255.</param>
/// <param name="Cycle">First PPU cycle at or after the physical spike.</param>
/// <param name="Time">Physical spike (threshold crossing plus jitter) in cycles.</param>
/// <param name="Forced">True for a spike forced by a neuron reset.</param>
public readonly record struct NeuronSpike(int Hemisphere, int Column, long Cycle, double Time, bool Forced) : ITimed;

/// <summary>Receives spikes in the order of their cycles; may schedule synaptic events for later cycles.</summary>
public interface ISpikeSink
{
    /// <summary>A neuron spikes now (<see cref="NeuronSpike.Cycle"/>).</summary>
    void OnSpike(in NeuronSpike spike);
}
