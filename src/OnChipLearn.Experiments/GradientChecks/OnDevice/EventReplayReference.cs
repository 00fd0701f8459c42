using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// Float64 EventProp by the general adjoint on the spikes of a sample: nominal constants (no refractory time), shadow weights, nothing saturates. A silent
/// output has no gradient.
/// </summary>
internal sealed class EventReplayReference : IGradientReference<ReplaySample>
{
    private const int Lanes = ReplayFormat.HiddenCapacity;
    private const double HiddenClamp = (double)FirstSpikeFormat.HiddenSlopeFloor / FirstSpikeFormat.Threshold;
    private const double OutputClamp = (double)FirstSpikeFormat.OutputSlopeFloor / FirstSpikeFormat.Threshold;

    private readonly ReplayFloatNetwork network;
    private readonly RecordedReplay replay;
    private readonly AdjointPass clamped;
    private readonly AdjointPass unclamped;
    private readonly Trace trace = new();
    private readonly LossGradient loss = new();
    private readonly NetworkGradient gradient;
    private readonly List<Spike> inputs = [];
    private readonly List<Spike> spikes = [];

    public EventReplayReference(GradientState state, int recurrent)
    {
        network = new ReplayFloatNetwork(state, recurrent);
        replay = new RecordedReplay(network.Network);
        clamped = new AdjointPass(network.Network, HiddenClamp);
        unclamped = new AdjointPass(network.Network);
        gradient = new NetworkGradient(network.Network.Weights.Length, delays: false);
    }

    public void Run(ReplaySample sample, SlopeBound bound, Span<double> descent)
    {
        Collect(sample);
        replay.Run(inputs.ToArray(), spikes.ToArray(), ReplayFloatNetwork.Horizon, trace);
        loss.Begin(trace.Spikes.Length, network.Network.Neurons);
        foreach (TraceEntry entry in trace.Entries)
        {
            if (entry.Kind == TraceKind.Spike && entry.Subject >= Lanes)
            {
                loss.SpikeTimes[entry.Spike] = Error(sample.Error(entry.Subject - Lanes), entry.Current - 1, bound);
            }
        }

        gradient.Clear();
        (bound == SlopeBound.AsFirmware ? clamped : unclamped).Run(trace, loss, gradient);
        network.ToDescent(gradient.Weights, descent);
    }

    /// <summary>
    /// Time error in ticks. The adjoint pass has one clamp, that of the hidden layer; where the outputs' own makes a difference, the error makes up for it.
    /// </summary>
    private static double Error(double error, double slope, SlopeBound bound) =>
        bound == SlopeBound.AsFirmware ? error * Math.Max(slope, HiddenClamp) / Math.Max(slope, OutputClamp) : error;

    /// <summary>Spikes in order of time. Those of a tick precede all arrivals of that tick, of which they are no consequence.</summary>
    private void Collect(ReplaySample sample)
    {
        inputs.Clear();
        foreach (ReplaySample.Arrival arrival in sample.Arrivals)
        {
            if (arrival.Row < FirstSpikeFormat.Inputs)
            {
                inputs.Add(new Spike(arrival.Row, ReplayFloatNetwork.Tau(arrival.Time)));
            }
        }

        spikes.Clear();
        for (int k = 0; k < sample.Levels * Lanes; k++)
        {
            Add(k % Lanes, sample.Times[k]);
        }

        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            Add(Lanes + output, sample.Outputs[output]);
        }

        spikes.Sort(static (a, b) => a.Time.CompareTo(b.Time));
    }

    private void Add(int neuron, double ticks)
    {
        if (ticks < FirstSpikeFormat.NoSpike)
        {
            spikes.Add(new Spike(neuron, Math.Max(0, ReplayFloatNetwork.Tau(ticks) - ReplayFloatNetwork.Delay)));
        }
    }
}
