using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>First spike times of float64 neurons with nominal constants, from shadow weights or from what 6-bit synapses make of them.</summary>
internal sealed class FirstSpikeNeurons : INominalSpikes<FirstSpikeSample>
{
    private const int Capacity = FirstSpikeFormat.HiddenCapacity;
    private const double Theta = FirstSpikeFormat.Threshold;

    private readonly Network network;
    private readonly EventDrivenSimulation simulation;
    private readonly Trace trace = new();
    private readonly Spike[] spikes = new Spike[FirstSpikeFormat.Inputs];

    /// <param name="state">Shadow weights.</param>
    /// <param name="sixBit">Whether to round them as the synapses do: the sum of the duplicated rows of an input, and each output weight, to whole LSB.</param>
    public FirstSpikeNeurons(GradientState state, bool sixBit)
    {
        network = LayeredNetwork.Create(
            FirstSpikeFormat.Inputs, (Capacity, NeuronParameters.SingleSpike), (FirstSpikeFormat.Outputs, NeuronParameters.SingleSpike));
        for (int j = 0; j < state.Hidden; j++)
        {
            int element = SpikeLabels.ElementOfByte(j);
            for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
            {
                network.Weights[(input * Capacity) + element] =
                    Weight(state.HiddenWeights[(input * Capacity) + element], FirstSpikeFormat.HiddenWeightFraction, sixBit);
            }

            for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
            {
                network.Weights[(FirstSpikeFormat.Inputs * Capacity) + (element * FirstSpikeFormat.Outputs) + output] =
                    Weight(state.OutputWeights[(output * Capacity) + element], FirstSpikeFormat.OutputWeightFraction, sixBit);
            }
        }

        simulation = new EventDrivenSimulation(network);
    }

    /// <summary>Runs one sample: input times in tau_s; <paramref name="onGrid"/>: inputs played and spikes stamped on the grid of ticks.</summary>
    public void Run(ReadOnlySpan<double> inputTimes, bool onGrid, FirstSpikeSample sample)
    {
        for (int input = 0; input < spikes.Length; input++)
        {
            double ticks = inputTimes[input] * FirstSpikeFormat.TicksPerTau;
            sample.Inputs[input] = onGrid ? Math.Round(ticks) : ticks;
            spikes[input] = new Spike(input, sample.Inputs[input] / FirstSpikeFormat.TicksPerTau);
        }

        Array.Sort(spikes, static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel));
        simulation.Run(spikes, FirstSpikeReference.Horizon, trace);
        for (int element = 0; element < Capacity; element++)
        {
            sample.Hidden[element] = Ticks(element, onGrid);
        }

        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            sample.Outputs[output] = Ticks(Capacity + output, onGrid);
        }
    }

    private double Ticks(int neuron, bool onGrid)
    {
        double ticks = Math.Min(trace.FirstSpikeTime(neuron) * FirstSpikeFormat.TicksPerTau, FirstSpikeFormat.NoSpike);
        return onGrid ? Math.Floor(ticks) : ticks;
    }

    private static double Weight(short raw, int fraction, bool sixBit)
    {
        double weight = (double)raw / (1 << fraction);
        return (sixBit ? Math.Floor(weight + 0.5) : weight) / Theta;
    }
}
