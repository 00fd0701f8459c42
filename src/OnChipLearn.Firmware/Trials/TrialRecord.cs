using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Trials;

/// <summary>What one trial told: first spike times in ticks of every neuron and input, label, counts. Filled by an acquisition path.</summary>
public static class TrialRecord
{
    /// <summary>Hidden neurons, element 64 * half + lane; <see cref="FirstSpikeFormat.NoSpike"/> for silent ones.</summary>
    [VectorAligned]
    public static readonly short[] Hidden = new short[FirstSpikeFormat.HiddenCapacity];

    /// <summary>Inputs; elements beyond <see cref="FirstSpikeFormat.Inputs"/> take events of unknown number.</summary>
    public static readonly short[] Inputs = new short[(int)SpikeLabels.Number + 1];

    /// <summary>Output neurons; elements beyond <see cref="FirstSpikeFormat.Outputs"/> take events of unknown number.</summary>
    public static readonly short[] Outputs = new short[(int)SpikeLabels.Number + 1];

    /// <summary>Events of the last trial.</summary>
    public static int Events;

    /// <summary>Events dropped by the recorder or for lack of room, all trials.</summary>
    public static int Dropped;

    /// <summary>Nobody has spiked yet.</summary>
    public static void Clear()
    {
        VectorH silent = VectorUnit.SplatHalfword(FirstSpikeFormat.NoSpike);
        Sram.Store(Hidden, 0, silent);
        Sram.Store(Hidden, VectorH.Length, silent);
        for (int k = 0; k <= (int)SpikeLabels.Number; k++)
        {
            Inputs[k] = FirstSpikeFormat.NoSpike;
            Outputs[k] = FirstSpikeFormat.NoSpike;
        }

        Processor.Synchronize();
    }

    /// <summary>Enters one event. Events are entered in descending order of time where a neuron may spike again: the last one entered stays.</summary>
    public static void Enter(uint record)
    {
        uint label = record >> 16;
        int ticks = (int)(record & 0xFFFF);
        short time = (short)(ticks > FirstSpikeFormat.NoSpike ? FirstSpikeFormat.NoSpike : ticks);
        if ((label & (SpikeLabels.Input | SpikeLabels.Output)) == 0)
        {
            Hidden[SpikeLabels.HiddenElement(label)] = time;
        }
        else if ((label & SpikeLabels.Input) == 0)
        {
            Outputs[(int)(label & SpikeLabels.Number)] = time;
        }
        else
        {
            Inputs[(int)(label & SpikeLabels.Number)] = time;
        }
    }
}
