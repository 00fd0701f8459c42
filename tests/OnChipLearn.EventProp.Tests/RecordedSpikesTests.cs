using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.GradientCheck;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Tests;

/// <summary>The backward pass on recorded spikes.</summary>
public sealed class RecordedSpikesTests
{
    [Fact]
    public void SpikesOfASimulationGiveItsGradient()
    {
        var problems = new RandomProblems(seed: 2);
        for (var index = 0; index < 60; index++)
        {
            var problem = problems.Draw(index);
            var simulated = new Trace();
            new EventDrivenSimulation(problem.Network).Run(problem.Inputs, problem.Horizon, simulated);
            Spike[] recorded =
            [
                .. simulated.Spikes.ToArray().Where(spike => spike.Channel >= problem.Network.Inputs)
                    .Select(spike => spike with { Channel = spike.Channel - problem.Network.Inputs }),
            ];
            var replayed = new Trace();
            new RecordedReplay(problem.Network).Run(problem.Inputs, recorded, problem.Horizon, replayed);

            Assert.Equal(0, replayed.ImpossibleSpikes);
            var expected = Gradient(problem, simulated);
            var actual = Gradient(problem, replayed);
            var scale = Math.Max(1, expected.Max(Math.Abs));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First / scale, pair.Second / scale, 1e-9));
        }
    }

    [Fact]
    public void ImpossibleSpikesAreCountedAndClamped()
    {
        var network = new Network(1, [new NeuronParameters(2, 1, Refractory: 0.5)], [new Synapse(0, 0, 0.5)]);
        var trace = new Trace();

        // The current is too small for the first spike; the second lies in the refractory time and is dropped.
        new RecordedReplay(network).Run([new Spike(0, 0)], [new Spike(0, 1), new Spike(0, 1.2)], 3, trace);
        Assert.Equal(2, trace.ImpossibleSpikes);
        Assert.Equal(1, trace.NeuronSpikes);

        var loss = new LossGradient();
        loss.Begin(trace.Spikes.Length, 1);
        loss.SpikeTimes[trace.FirstSpikes[0]] = 1;
        var gradient = new NetworkGradient(1);
        new AdjointPass(network, slopeClamp: 0.1).Run(trace, loss, gradient);
        Assert.Equal(1, gradient.ClampedSpikes);
        var u = Math.Exp(-0.5);
        Assert.Equal(-1 / 0.1 * 2 * u * (1 - u), gradient.Weights[0], 1e-12);
    }

    private static double[] Gradient(GradientProblem problem, Trace trace)
    {
        var loss = new LossGradient();
        loss.Begin(trace.Spikes.Length, problem.Network.Neurons);
        problem.Loss.Evaluate(trace, problem.Label, loss);
        var gradient = new NetworkGradient(problem.Network.Weights.Length);
        new AdjointPass(problem.Network).Run(trace, loss, gradient);
        return gradient.Weights.ToArray();
    }
}
