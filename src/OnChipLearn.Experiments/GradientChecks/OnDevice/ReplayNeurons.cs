using OnChipLearn.EventProp.Forward;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>As <see cref="FirstSpikeNeurons"/> for rule EventReplay: all spikes up to the last first spike of an output.</summary>
internal sealed class ReplayNeurons : INominalSpikes<ReplaySample>
{
    private readonly EventDrivenSimulation simulation;
    private readonly Trace trace = new();
    private readonly Spike[] spikes = new Spike[FirstSpikeFormat.Inputs];

    public ReplayNeurons(GradientState state, int recurrent, bool sixBit) =>
        simulation = new EventDrivenSimulation(new ReplayFloatNetwork(state, recurrent, sixBit).Network);

    public void Run(ReadOnlySpan<double> inputTimes, bool onGrid, ReplaySample sample)
    {
        for (int input = 0; input < spikes.Length; input++)
        {
            double ticks = inputTimes[input] * FirstSpikeFormat.TicksPerTau;
            spikes[input] = new Spike(input, ReplayFloatNetwork.Tau(onGrid ? Math.Round(ticks) : ticks));
        }

        Array.Sort(spikes, static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel));
        simulation.Run(spikes, ReplayFloatNetwork.Horizon, trace);
        sample.Clear();
        foreach ((int channel, double time) in trace.Spikes)
        {
            double ticks = time * FirstSpikeFormat.TicksPerTau;
            ticks = !onGrid ? ticks : channel < FirstSpikeFormat.Inputs ? Math.Round(ticks) : Math.Floor(ticks);
            int lane = channel - FirstSpikeFormat.Inputs;
            if (lane < 0)
            {
                sample.EnterInput(channel, ticks);
            }
            else if (lane < ReplayFormat.HiddenCapacity)
            {
                sample.EnterHidden(lane, ticks);
            }
            else if (!sample.EnterOutput(lane - ReplayFormat.HiddenCapacity, ticks))
            {
                break;
            }
        }
    }
}
