using OnChipLearn.Analog;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>What a write triggers.</summary>
internal enum NeuronTrigger
{
    /// <summary>Reset of the neuron; it sends a spike if its output is enabled.</summary>
    Reset,

    /// <summary>Postsynaptic pulse to the correlation sensors of all columns of the block.</summary>
    BlockPostPulse,

    /// <summary>Reset of the neuron's spike counter.</summary>
    CounterReset,
}

/// <summary>Registers where any write acts, whatever its value; reads give 0.</summary>
internal sealed class NeuronTriggerRegisters(HicannX chip, int east, NeuronTrigger trigger) : IRegisterBlock
{
    public uint Read(uint offset) => 0;

    public void Write(uint offset, uint value, int byteEnables)
    {
        (int hemisphere, int column) = NeuronIndex.Of(offset, east);
        switch (trigger)
        {
            case NeuronTrigger.Reset:
                chip.Analog.ResetNeuron(hemisphere, column);
                break;
            case NeuronTrigger.CounterReset:
                chip.Analog[hemisphere].Counters.Reset(column);
                break;
            default:
                PulseBlock();
                break;
        }
    }

    private void PulseBlock()
    {
        for (int hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
        {
            for (int column = east * 128; column < (east + 1) * 128; column++)
            {
                chip.Analog.PostPulse(hemisphere, column);
            }
        }
    }
}
