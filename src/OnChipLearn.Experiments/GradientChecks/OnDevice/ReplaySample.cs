using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>One sample of rule EventReplay, sorted as by <see cref="SpikeTrains"/>, with times in ticks that need not be whole.</summary>
internal sealed class ReplaySample : RecordedSample
{
    private const int Lanes = ReplayFormat.HiddenCapacity;

    private readonly int[] counts = new int[Lanes];
    private int silentOutputs;

    /// <param name="recurrent">Neurons with recurrent synapses, the first ones.</param>
    public ReplaySample(int recurrent) => Recurrent = recurrent;

    /// <summary>A spike that reaches the hidden layer.</summary>
    /// <param name="Time">When, in ticks.</param>
    /// <param name="Row">Input number, or <see cref="FirstSpikeFormat.Inputs"/> + recurrent lane.</param>
    /// <param name="Level">How many spikes of that neuron came before; 0 for inputs.</param>
    internal readonly record struct Arrival(double Time, int Row, int Level);

    /// <summary>Neurons with recurrent synapses, the first ones.</summary>
    public int Recurrent { get; }

    /// <summary>Times of the hidden spikes, element 64 * level + lane; <see cref="FirstSpikeFormat.NoSpike"/> where a neuron has fewer.</summary>
    public double[] Times { get; } = new double[ReplayFormat.Levels * Lanes];

    /// <summary>Levels in use.</summary>
    public int Levels { get; private set; }

    /// <summary>Arrivals in order of time.</summary>
    public List<Arrival> Arrivals { get; } = new(ReplayFormat.ArrivalCapacity);

    /// <summary>Bits of the levels in which plain neurons spike after an arrival and not after the next one.</summary>
    public List<int> Following { get; } = new(ReplayFormat.ArrivalCapacity);

    /// <summary>Nobody has spiked yet.</summary>
    public void Clear()
    {
        Array.Fill(Times, FirstSpikeFormat.NoSpike);
        Array.Fill(Outputs, FirstSpikeFormat.NoSpike);
        Array.Clear(counts);
        Arrivals.Clear();
        Following.Clear();
        Levels = 0;
        silentOutputs = Outputs.Length;
    }

    /// <summary>Enters an event by its label; events come in order of time. False once every output has spiked, what follows has no gradient.</summary>
    public bool Enter(uint label, double ticks)
    {
        int number = (int)(label & SpikeLabels.Number);
        if ((label & (SpikeLabels.Input | SpikeLabels.Output)) == 0)
        {
            EnterHidden(SpikeLabels.HiddenElement(label) & (Lanes - 1), ticks);
        }
        else if ((label & SpikeLabels.Input) != 0)
        {
            EnterInput(number, ticks);
        }
        else if (number < Outputs.Length)
        {
            return EnterOutput(number, ticks);
        }

        return silentOutputs > 0;
    }

    /// <summary>Enters an input event.</summary>
    public void EnterInput(int input, double ticks)
    {
        if (input < FirstSpikeFormat.Inputs)
        {
            AddArrival(ticks, input, 0);
        }
    }

    /// <summary>Enters a spike of an output; false once every output has spiked.</summary>
    public bool EnterOutput(int output, double ticks)
    {
        if (!Spiked(output))
        {
            Outputs[output] = ticks;
            silentOutputs--;
        }

        return silentOutputs > 0;
    }

    /// <summary>Enters a spike of a hidden neuron, unless the firmware has no room for it.</summary>
    public void EnterHidden(int lane, double ticks)
    {
        int level = counts[lane];
        if (level == ReplayFormat.Levels)
        {
            return;
        }

        counts[lane]++;
        Times[(level * Lanes) + lane] = ticks;
        Levels = Math.Max(Levels, level + 1);
        if (lane < Recurrent)
        {
            AddArrival(ticks, FirstSpikeFormat.Inputs + lane, level);
            return;
        }

        int at = Arrivals.FindLastIndex(arrival => arrival.Time < ticks);
        if (at >= 0)
        {
            Following[at] |= 1 << level;
        }
    }

    /// <summary>Time of the last spike of a level in use.</summary>
    public double LatestTime(int level)
    {
        double latest = 0;
        foreach (double time in Times.AsSpan(level * Lanes, Lanes))
        {
            latest = time < FirstSpikeFormat.NoSpike ? Math.Max(latest, time) : latest;
        }

        return latest;
    }

    /// <summary>Takes over what the firmware holds of the last trial; inputs after the last output spike are not part of that.</summary>
    public void CopyFirmware()
    {
        Clear();
        Label = TrialRecord.Label;
        for (int output = 0; output < Outputs.Length; output++)
        {
            Outputs[output] = TrialRecord.Outputs[output];
        }

        for (int k = 0; k < Times.Length; k++)
        {
            Times[k] = SpikeTrains.Times[k];
        }

        Levels = SpikeTrains.Levels;
        for (int k = 0; k < SpikeTrains.Arrivals; k++)
        {
            Arrivals.Add(new Arrival(SpikeTrains.ArrivalTimes[k], SpikeTrains.ArrivalRows[k], SpikeTrains.ArrivalLevels[k]));
            Following.Add(SpikeTrains.FollowingLevels[k]);
        }
    }

    private void AddArrival(double ticks, int row, int level)
    {
        if (Arrivals.Count < ReplayFormat.ArrivalCapacity)
        {
            Arrivals.Add(new Arrival(ticks, row, level));
            Following.Add(0);
        }
    }
}
