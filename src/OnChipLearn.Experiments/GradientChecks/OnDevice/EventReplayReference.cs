using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// Float64 EventProp by the general adjoint on the spikes that the firmware holds of the last trial (<see cref="SpikeTrains"/>): nominal constants (no
/// refractory time), shadow weights, nothing saturates. A silent output has no gradient.
/// </summary>
internal sealed class EventReplayReference
{
    private const int Lanes = ReplayFormat.HiddenCapacity;
    private const int Inputs = FirstSpikeFormat.Inputs;
    private const int Outputs = FirstSpikeFormat.Outputs;
    private const double Theta = FirstSpikeFormat.Threshold;
    private const double HiddenClamp = FirstSpikeFormat.HiddenSlopeFloor / Theta;
    private const double OutputClamp = FirstSpikeFormat.OutputSlopeFloor / Theta;

    private readonly int recurrent;
    private readonly Network network;
    private readonly RecordedReplay replay;
    private readonly AdjointPass clamped;
    private readonly AdjointPass unclamped;
    private readonly Trace trace = new();
    private readonly LossGradient loss = new();
    private readonly NetworkGradient gradient;
    private readonly Spike[] inputs = new Spike[Inputs];
    private readonly List<Spike> recorded = [];

    public EventReplayReference(GradientState state, int recurrent)
    {
        this.recurrent = recurrent;
        NeuronParameters neuron = new(MembraneTime: 2, SynapticTime: 1);
        network = RecurrentNetwork.Create(Inputs, (Lanes, neuron), recurrent, (Outputs, neuron with { Refractory = double.PositiveInfinity }));
        for (int k = 0; k < (Inputs + recurrent) * Lanes; k++)
        {
            network.Weights[k] = state.HiddenWeights[k] / (double)(1 << FirstSpikeFormat.HiddenWeightFraction) / Theta;
        }

        for (int k = 0; k < Lanes * Outputs; k++)
        {
            network.Weights[FirstOutput + k] = state.OutputWeights[OutputWeight(k)] / (double)(1 << FirstSpikeFormat.OutputWeightFraction) / Theta;
        }

        replay = new RecordedReplay(network);
        clamped = new AdjointPass(network, HiddenClamp);
        unclamped = new AdjointPass(network);
        gradient = new NetworkGradient(network.Weights.Length);
    }

    private int FirstOutput => (Inputs + recurrent) * Lanes;

    /// <summary>Overwrites <paramref name="descent"/> [rows of the firmware][lane], then [output][lane], in ticks per LSB.</summary>
    public void Run(SlopeBound bound, Span<double> descent)
    {
        Collect();
        replay.Run(inputs, recorded.ToArray(), (double)FirstSpikeFormat.NoSpike / FirstSpikeFormat.TicksPerTau, trace);
        loss.Begin(trace.Spikes.Length, network.Neurons);
        foreach (TraceEntry entry in trace.Entries)
        {
            if (entry.Kind == TraceKind.Spike && entry.Subject >= Lanes)
            {
                loss.SpikeTimes[entry.Spike] = Error(entry.Subject - Lanes, entry.Current - 1, bound);
            }
        }

        gradient.Clear();
        (bound == SlopeBound.AsFirmware ? clamped : unclamped).Run(trace, loss, gradient);
        descent.Clear();
        for (int k = 0; k < FirstOutput; k++)
        {
            descent[k] = -gradient.Weights[k] / Theta;
        }

        for (int k = 0; k < Lanes * Outputs; k++)
        {
            descent[(ReplayFormat.Rows * Lanes) + OutputWeight(k)] = -gradient.Weights[FirstOutput + k] / Theta;
        }
    }

    /// <summary>
    /// Time error in ticks. The adjoint pass has one clamp, that of the hidden layer; where the outputs' own makes a difference, the error makes up for it.
    /// </summary>
    private static double Error(int output, double slope, SlopeBound bound)
    {
        double error = RecordedSample.Error(TrialRecord.Outputs[output], output == TrialRecord.Label);
        return bound == SlopeBound.AsFirmware ? error * Math.Max(slope, HiddenClamp) / Math.Max(slope, OutputClamp) : error;
    }

    /// <summary>From [lane][output] of the network to [output][lane] of the firmware.</summary>
    private static int OutputWeight(int synapse) => ((synapse % Outputs) * Lanes) + (synapse / Outputs);

    private static double Tau(int ticks) => (double)ticks / FirstSpikeFormat.TicksPerTau;

    private void Collect()
    {
        for (int input = 0; input < Inputs; input++)
        {
            inputs[input] = new Spike(input, Tau(TrialRecord.Inputs[input]));
        }

        Array.Sort(inputs, static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel));
        recorded.Clear();
        for (int k = 0; k < SpikeTrains.Levels * Lanes; k++)
        {
            if (SpikeTrains.Times[k] < FirstSpikeFormat.NoSpike)
            {
                recorded.Add(new Spike(k % Lanes, Tau(SpikeTrains.Times[k])));
            }
        }

        for (int output = 0; output < Outputs; output++)
        {
            if (TrialRecord.Outputs[output] < FirstSpikeFormat.NoSpike)
            {
                recorded.Add(new Spike(Lanes + output, Tau(TrialRecord.Outputs[output])));
            }
        }

        // in one tick nobody is a cause of another: outputs come first, then plain neurons, then recurrent ones, which is descending order
        recorded.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : b.Channel.CompareTo(a.Channel));
    }
}
