using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>
/// One trial, sorted: the k-th spike of every hidden neuron as lanes (level k), and the list of arrivals at the hidden layer (inputs, recurrent
/// spikes) in order of time, with the levels that spikes of other neurons between two arrivals belong to. Inputs, outputs, label and counts are in
/// <see cref="TrialRecord"/>.
/// </summary>
public static class SpikeTrains
{
    /// <summary>Ticks of the spikes, element 64 * level + lane; <see cref="FirstSpikeFormat.NoSpike"/> where a neuron has fewer.</summary>
    [VectorAligned]
    public static readonly short[] Times = new short[ReplayFormat.Levels * VectorH.Length];

    /// <summary>Latest time of a level in use.</summary>
    public static readonly short[] LatestTimes = new short[ReplayFormat.Levels];

    /// <summary>Ticks of the arrivals, ascending.</summary>
    public static readonly short[] ArrivalTimes = new short[ReplayFormat.ArrivalCapacity];

    /// <summary>Weight row of each arrival: input number, or <see cref="FirstSpikeFormat.Inputs"/> + recurrent lane.</summary>
    public static readonly byte[] ArrivalRows = new byte[ReplayFormat.ArrivalCapacity];

    /// <summary>Level of the spike that arrives; 0 for inputs.</summary>
    public static readonly byte[] ArrivalLevels = new byte[ReplayFormat.ArrivalCapacity];

    /// <summary>Bit k: a neuron without recurrent synapses has its k-th spike after this arrival and not after the next one.</summary>
    public static readonly byte[] FollowingLevels = new byte[ReplayFormat.ArrivalCapacity];

    /// <summary>Levels in use.</summary>
    public static int Levels;

    /// <summary>Arrivals.</summary>
    public static int Arrivals;

    private const int Unlisted = FirstSpikeFormat.NoSpike;

    // halfwords, so that one vector store clears them
    [VectorAligned]
    private static readonly short[] Counts = new short[VectorH.Length];

    private static int silentOutputs;
    private static int latest;

    /// <summary>Nobody has spiked yet.</summary>
    public static void Clear()
    {
        VectorH silent = VectorUnit.SplatHalfword(FirstSpikeFormat.NoSpike);
        for (int level = 0; level < ReplayFormat.Levels; level++)
        {
            Sram.Store(Times, level * VectorH.Length, silent);
        }

        Sram.Store(Counts, 0, VectorUnit.SplatHalfword(0));
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            TrialRecord.Outputs[output] = FirstSpikeFormat.NoSpike;
        }

        Levels = 0;
        Arrivals = 0;
        silentOutputs = FirstSpikeFormat.Outputs;
        latest = 0;
        Processor.Synchronize();
    }

    /// <summary>
    /// Enters one event; they come in order of time. False once every output has spiked: what follows moves no first output spike, its gradient is 0.
    /// </summary>
    public static bool Enter(uint record)
    {
        // records of different links can be a few ticks out of order
        int ticks = (int)(record & 0xFFFF) - TrialRecord.Latency;
        latest = ticks > latest ? ticks : latest;
        if (latest >= Unlisted)
        {
            return false;
        }

        uint label = record >> 16;
        if ((label & (SpikeLabels.Input | SpikeLabels.Output)) == 0)
        {
            EnterHidden(SpikeLabels.HiddenElement(label) & (VectorH.Length - 1));
        }
        else if ((label & SpikeLabels.Input) == 0)
        {
            EnterOutput((int)(label & SpikeLabels.Number));
        }
        else
        {
            int input = (int)(label & SpikeLabels.Number);
            TrialRecord.Inputs[input] = (short)latest;
            if (input < FirstSpikeFormat.Inputs)
            {
                AddArrival(input, 0);
            }
        }

        return silentOutputs > 0;
    }

    private static void EnterHidden(int lane)
    {
        int level = Counts[lane];
        if (level == ReplayFormat.Levels)
        {
            TrialRecord.Dropped++;
            return;
        }

        Counts[lane] = (short)(level + 1);
        Times[(level * VectorH.Length) + lane] = (short)latest;
        LatestTimes[level] = (short)latest;
        if (level >= Levels)
        {
            Levels = level + 1;
        }

        if (lane < (int)Configuration.Words[Configuration.Recurrent])
        {
            AddArrival(FirstSpikeFormat.Inputs + lane, level);
        }
        else
        {
            Follow(level);
        }
    }

    private static void EnterOutput(int output)
    {
        if (output < FirstSpikeFormat.Outputs && TrialRecord.Outputs[output] == FirstSpikeFormat.NoSpike)
        {
            TrialRecord.Outputs[output] = (short)latest;
            silentOutputs--;
        }
    }

    private static void AddArrival(int row, int level)
    {
        if (Arrivals == ReplayFormat.ArrivalCapacity)
        {
            TrialRecord.Dropped++;
            return;
        }

        ArrivalTimes[Arrivals] = (short)latest;
        ArrivalRows[Arrivals] = (byte)row;
        ArrivalLevels[Arrivals] = (byte)level;
        FollowingLevels[Arrivals] = 0;
        Arrivals++;
    }

    // The last arrival that is really earlier; only tests let a spike precede all arrivals.
    private static void Follow(int level)
    {
        int at = Arrivals - 1;
        while (at > 0 && ArrivalTimes[at] == latest)
        {
            at--;
        }

        if (at >= 0)
        {
            FollowingLevels[at] |= (byte)(1 << level);
        }
    }
}
