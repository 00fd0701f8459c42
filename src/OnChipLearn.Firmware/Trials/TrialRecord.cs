using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Trials;

/// <summary>What one trial told: first spike times in ticks of every neuron and input, label, counts. Filled by an acquisition path.</summary>
public static class TrialRecord
{
    /// <summary>Raw ticks of a hidden neuron that has not spiked.</summary>
    private const short Silent = short.MaxValue;

    /// <summary>Bits of a record that no hidden neuron's label has.</summary>
    public const uint NotHidden = (SpikeLabels.Input | SpikeLabels.Output) << 16;

    /// <summary>
    /// Hidden neurons, element 64 * half + lane; <see cref="FirstSpikeFormat.NoSpike"/> for silent ones. Raw ticks of the recorder until
    /// <see cref="Normalise"/>.
    /// </summary>
    [VectorAligned]
    public static readonly short[] Hidden = new short[FirstSpikeFormat.HiddenCapacity];

    /// <summary>Inputs, as the chip sends them back; elements beyond <see cref="FirstSpikeFormat.Inputs"/> take events of unknown number.</summary>
    public static readonly short[] Inputs = new short[(int)SpikeLabels.Number + 1];

    /// <summary>Output neurons; elements beyond <see cref="FirstSpikeFormat.Outputs"/> take events of unknown number.</summary>
    public static readonly short[] Outputs = new short[(int)SpikeLabels.Number + 1];

    /// <summary>Label of the sample.</summary>
    public static int Label;

    /// <summary>Events of the last trial.</summary>
    public static int Events;

    /// <summary>Events dropped by the recorder or for lack of room, all trials.</summary>
    public static int Dropped;

    /// <summary>
    /// Ticks from the time zero of the records to the time at which the chip sends back the first input event; subtracted from every time. A start-up
    /// trial measures it, since there is no public synchronisation between the recorder and the chip.
    /// </summary>
    public static int Latency;

    /// <summary>Nobody has spiked yet.</summary>
    public static void Clear()
    {
        VectorH silent = VectorUnit.SplatHalfword(Silent);
        Sram.Store(Hidden, 0, silent);
        Sram.Store(Hidden, VectorH.Length, silent);
        for (int k = 0; k <= (int)SpikeLabels.Number; k++)
        {
            Inputs[k] = FirstSpikeFormat.NoSpike;
            Outputs[k] = FirstSpikeFormat.NoSpike;
        }

        Processor.Synchronize();
    }

    /// <summary>Takes the latency from this trial: the time of the bias, which every sample plays first.</summary>
    public static void MeasureLatency() => Latency += Inputs[FirstSpikeFormat.BiasInput];

    /// <summary>Time of the last of the output neurons' spikes; <see cref="FirstSpikeFormat.NoSpike"/> if one is silent.</summary>
    public static int LastOutput()
    {
        int last = 0;
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            last = Outputs[output] > last ? Outputs[output] : last;
        }

        return last;
    }

    /// <summary>Whether the source of an event has no time yet.</summary>
    public static bool IsFirst(uint record)
    {
        uint label = record >> 16;
        return (label & (SpikeLabels.Input | SpikeLabels.Output)) == 0
            ? Hidden[SpikeLabels.HiddenElement(label)] == Silent
            : (label & SpikeLabels.Input) == 0
                ? Outputs[(int)(label & SpikeLabels.Number)] == FirstSpikeFormat.NoSpike
                : Inputs[(int)(label & SpikeLabels.Number)] == FirstSpikeFormat.NoSpike;
    }

    /// <summary>Enters one event; a later call for the same neuron replaces it.</summary>
    public static void Enter(uint record)
    {
        if ((record & NotHidden) == 0)
        {
            Hidden[SpikeLabels.HiddenElementOfRecord(record)] = (short)record;
        }
        else
        {
            EnterOther(record);
        }
    }

    /// <summary>Hidden times: latency taken off, limited to 0 .. <see cref="FirstSpikeFormat.NoSpike"/>. Once per trial, behind a synchronisation.</summary>
    public static void Normalise()
    {
        VectorH latency = VectorUnit.SplatHalfword(Latency);
        VectorH limit = VectorUnit.SplatHalfword(FirstSpikeFormat.NoSpike);
        VectorH zero = VectorUnit.SplatHalfword(0);
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            VectorH time = VectorUnit.SubtractSaturating(Sram.Load(Hidden, half * VectorH.Length), latency);
            VectorUnit.Compare(VectorUnit.SubtractSaturating(time, limit));
            time = VectorUnit.Select(time, limit, Condition.Greater);
            VectorUnit.Compare(time);
            Sram.Store(Hidden, half * VectorH.Length, VectorUnit.Select(time, zero, Condition.Less));
        }
    }

    /// <summary>Enters an event of an input or of an output neuron.</summary>
    public static void EnterOther(uint record)
    {
        uint label = record >> 16;
        int ticks = (int)(record & 0xFFFF) - Latency;
        short time = (short)(ticks > FirstSpikeFormat.NoSpike ? FirstSpikeFormat.NoSpike : ticks < 0 ? 0 : ticks);
        int number = (int)(label & SpikeLabels.Number);
        if ((label & SpikeLabels.Input) == 0)
        {
            Outputs[number] = time;
        }
        else
        {
            Inputs[number] = time;
        }
    }
}
