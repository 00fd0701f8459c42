using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;

namespace OnChipLearn.EventProp.GradientCheck;

/// <summary>
/// Draws random gradient problems that cover the whole theory: tau_m = 2 tau_s, tau_m = tau_s, nearly equal and general time constants,
/// one and many spikes, finite refractory times, feed-forward and recurrent topologies, delays, and every loss.
/// </summary>
public sealed class RandomProblems(ulong seed)
{
    /// <summary>The losses in the order in which draws cycle through them.</summary>
    private static readonly string[] LossNames =
        ["squared spike time", "first-spike cross-entropy", "relative spike time", "maximum voltage", "integral voltage", "sampled voltage"];

    private const double Horizon = 8;

    /// <summary>Problem number <paramref name="index"/> of this seed; the same for every caller.</summary>
    public GradientProblem Draw(int index)
    {
        var random = new SeededRandom(seed, (ulong)index);
        var loss = index % LossNames.Length;
        var voltageLoss = loss >= 3;
        var recurrent = random.Below(2) == 1;
        var delayed = random.Below(2) == 1;
        var inputs = 3 + random.Below(3);
        var hidden = 3 + random.Below(5);
        var outputs = new OutputNeurons(hidden, 2 + random.Below(2));

        // Maximum-over-time belongs to an integrator; the other membrane losses are defined for spiking readouts too.
        var integrator = voltageLoss && (loss == 3 || random.Below(2) == 1);
        var spikes = random.Below(3);
        var family = random.Below(4);
        var neurons = new List<NeuronParameters>();
        for (var n = 0; n < hidden; n++)
        {
            neurons.Add(DrawNeuron(random, family, spikes, integrator: false));
        }

        for (var n = 0; n < outputs.Count; n++)
        {
            neurons.Add(DrawNeuron(random, family, spikes, integrator));
        }

        var network = new Network(inputs, neurons, Synapses(random, inputs, neurons, outputs, recurrent, delayed));
        var description = string.Join(", ", LossNames[loss], recurrent ? "recurrent" : "layered", delayed ? "delays" : "no delays",
            spikes switch { 0 => "one spike", 1 => "many spikes", _ => "refractory" },
            family switch { 0 => "tau_m = 2 tau_s", 1 => "tau_m = tau_s", 2 => "nearly equal", _ => "general" });
        return new GradientProblem(
            description, network, Inputs(random, inputs), Horizon, DrawLoss(random, loss, network, outputs), random.Below(outputs.Count));
    }

    private static NeuronParameters DrawNeuron(SeededRandom random, int family, int spikes, bool integrator)
    {
        var synaptic = random.Uniform(0.7, 1.4);
        var membrane = family switch
        {
            0 => 2 * synaptic,
            1 => synaptic,
            2 => synaptic * (1 + (1e-6 * random.Normal())),
            _ => random.Uniform(0.5, 4),
        };
        var leak = random.Uniform(-0.2, 0.2);
        return new NeuronParameters(
            membrane, synaptic, integrator ? double.PositiveInfinity : random.Uniform(0.7, 1.3), leak,
            spikes == 1 ? random.Uniform(-0.5, 0.3) : leak,
            spikes switch { 0 => double.PositiveInfinity, 1 => 0, _ => random.Uniform(0.3, 1) });
    }

    private static List<Synapse> Synapses(
        SeededRandom random, int inputs, List<NeuronParameters> neurons, OutputNeurons outputs, bool recurrent, bool delayed)
    {
        var synapses = new List<Synapse>();
        var hidden = outputs.First;
        for (var source = 0; source < inputs + neurons.Count; source++)
        {
            for (var target = 0; target < neurons.Count; target++)
            {
                var fromInput = source < inputs;
                var toHidden = target < hidden;
                var forward = fromInput == toHidden && (fromInput || source < inputs + hidden);
                if (!forward && !(recurrent && !fromInput))
                {
                    continue;
                }

                // Forward weights make nearly every neuron spike; recurrent ones mostly inhibit, or activity would run away.
                var weight = !forward ? -0.15 + (0.2 * random.Normal())
                    : fromInput ? (6.0 / inputs) + (1.2 * random.Normal()) : (6.0 / hidden) + (0.8 * random.Normal());
                synapses.Add(new Synapse(source, target, weight, delayed ? random.Uniform(0.05, 1) : 0));
            }
        }

        return synapses;
    }

    private static Spike[] Inputs(SeededRandom random, int inputs)
    {
        var spikes = new List<Spike>();
        for (var i = 0; i < inputs; i++)
        {
            for (var k = 1 + random.Below(2); k > 0; k--)
            {
                spikes.Add(new Spike(i, random.Uniform(0.1, 3)));
            }
        }

        return [.. spikes.OrderBy(spike => spike.Time)];
    }

    private static ILoss DrawLoss(SeededRandom random, int loss, Network network, OutputNeurons outputs) => loss switch
    {
        0 => new SquaredSpikeTimeError(outputs, random.Uniform(1, 2), random.Uniform(2, 3), 2, Horizon),
        1 => new FirstSpikeCrossEntropy(outputs, random.Uniform(0.3, 1), 0.01, 2),
        2 => new RelativeSpikeTimeError(outputs, random.Uniform(0.5, 1.5)),
        3 => new MaximumVoltageCrossEntropy(network, outputs, random.Uniform(0.5, 2)),
        4 => new IntegralVoltageCrossEntropy(network, outputs, random.Uniform(0.2, 0.5)),
        _ => new SampledVoltageError(network, outputs, [.. Enumerable.Range(1, 6).Select(i => i * 1.2)], 0.8, 0),
    };
}
