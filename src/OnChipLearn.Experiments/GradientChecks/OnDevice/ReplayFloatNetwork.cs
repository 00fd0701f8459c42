using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// The network of rule EventReplay in float64: times in tau_s, weights in thresholds, nominal constants, no refractory time of hidden neurons (the rule
/// leaves it out), outputs spike once. Neurons are hidden lanes, then outputs.
/// </summary>
internal sealed class ReplayFloatNetwork
{
    private const int Lanes = ReplayFormat.HiddenCapacity;
    private const int Outputs = FirstSpikeFormat.Outputs;
    private const double Theta = FirstSpikeFormat.Threshold;

    private readonly int rows;

    /// <summary>
    /// Delay of synapses between neurons in tau_s: next to nothing, and more than nothing, so that a spike is no consequence of another one of the same tick.
    /// </summary>
    public const double Delay = 1e-9;

    /// <param name="state">Shadow weights.</param>
    /// <param name="recurrent">Neurons with recurrent synapses.</param>
    /// <param name="sixBit">Whether to round them as the synapses do: the sum of the duplicated rows of an input, and each other weight, to whole LSB.</param>
    public ReplayFloatNetwork(GradientState state, int recurrent, bool sixBit = false)
    {
        rows = FirstSpikeFormat.Inputs + recurrent;
        NeuronParameters neuron = new(MembraneTime: 2, SynapticTime: 1);
        Network = RecurrentNetwork.Create(FirstSpikeFormat.Inputs, (Lanes, neuron), recurrent, (Outputs, neuron with { Refractory = double.PositiveInfinity }));
        double[] delays = new double[Network.Weights.Length];
        delays.AsSpan(FirstSpikeFormat.Inputs * Lanes).Fill(Delay);
        Network.SetDelays(delays);
        for (int k = 0; k < rows * Lanes; k++)
        {
            Network.Weights[k] = Weight(state.HiddenWeights[k], FirstSpikeFormat.HiddenWeightFraction, sixBit);
        }

        for (int k = 0; k < Lanes * Outputs; k++)
        {
            Network.Weights[(rows * Lanes) + k] = Weight(state.OutputWeights[OutputWeight(k)], FirstSpikeFormat.OutputWeightFraction, sixBit);
        }
    }

    /// <summary>End of a run in tau_s: the largest time that the firmware counts.</summary>
    public static double Horizon => Tau(FirstSpikeFormat.NoSpike);

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Ticks in tau_s.</summary>
    public static double Tau(double ticks) => ticks / FirstSpikeFormat.TicksPerTau;

    /// <summary>Overwrites <paramref name="descent"/> [rows of the firmware][lane], then [output][lane], in ticks per LSB.</summary>
    public void ToDescent(ReadOnlySpan<double> gradient, Span<double> descent)
    {
        descent.Clear();
        for (int k = 0; k < rows * Lanes; k++)
        {
            descent[k] = -gradient[k] / Theta;
        }

        for (int k = 0; k < Lanes * Outputs; k++)
        {
            descent[(ReplayFormat.Rows * Lanes) + OutputWeight(k)] = -gradient[(rows * Lanes) + k] / Theta;
        }
    }

    /// <summary>From [lane][output] of the network to [output][lane] of the firmware.</summary>
    private static int OutputWeight(int synapse) => ((synapse % Outputs) * Lanes) + (synapse / Outputs);

    private static double Weight(short raw, int fraction, bool sixBit)
    {
        double weight = (double)raw / (1 << fraction);
        return (sixBit ? Math.Floor(weight + 0.5) : weight) / Theta;
    }
}
