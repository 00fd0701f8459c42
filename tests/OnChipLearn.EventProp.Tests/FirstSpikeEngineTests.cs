using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;
using OnChipLearn.EventProp.Training;
using Process = System.Diagnostics.Process;
using ProcessStartInfo = System.Diagnostics.ProcessStartInfo;

namespace OnChipLearn.EventProp.Tests;

/// <summary>The closed first-spike form against the general event-driven code.</summary>
public sealed class FirstSpikeEngineTests(ITestOutputHelper output)
{
    private const double Horizon = 4;
    private const int Inputs = 5;
    private const int Outputs = 3;

    [Fact]
    public void ClosedFormAndAdjointAgree()
    {
        var worst = 0.0;
        for (var draw = 0; draw < FullRun.Count(500, 60); draw++)
        {
            var random = new SeededRandom(5, (ulong)draw);
            var shape = new FirstSpikeShape(Inputs, 3 + random.Below(60), Outputs);
            var weights = Weights(shape, random);
            var times = Times(random);
            var label = random.Below(Outputs);
            var (generalTimes, generalGradient) = General(shape, weights, times, label);

            var engine = new FirstSpikeEngine(shape, Horizon);
            engine.LoadWeights(weights);
            engine.Forward(weights, times);
            var gradient = new double[shape.WeightCount];
            engine.Backward(weights, OutputErrors(engine.OutputTimes, label), gradient);

            for (var n = 0; n < shape.Hidden; n++)
            {
                AssertSameTime(generalTimes[n], engine.HiddenTime(n));
            }

            for (var k = 0; k < Outputs; k++)
            {
                AssertSameTime(generalTimes[shape.Hidden + k], engine.OutputTimes[k]);
            }

            var scale = Math.Max(1, generalGradient.Max(Math.Abs));
            worst = Math.Max(worst, gradient.Zip(generalGradient, (a, b) => Math.Abs(a - b)).Max() / scale);
        }

        output.WriteLine($"largest deviation {worst:E2}");
        Assert.True(worst <= 1e-10, $"deviation {worst}");
    }

    [Fact]
    public void RecordedSpikesOfTheForwardPassGiveItsGradient()
    {
        var random = new SeededRandom(6);
        var shape = new FirstSpikeShape(Inputs, 40, Outputs);
        var weights = Weights(shape, random);
        var times = Times(random);
        var engine = new FirstSpikeEngine(shape, Horizon);
        engine.LoadWeights(weights);
        engine.Forward(weights, times);
        double[] outputTimes = [.. engine.OutputTimes];
        double[] hiddenTimes = [.. Enumerable.Range(0, shape.Hidden).Select(engine.HiddenTime)];
        var errors = OutputErrors(outputTimes, 0);
        var expected = new double[shape.WeightCount];
        engine.Backward(weights, errors, expected);

        engine.LoadRecording(weights, times, hiddenTimes, outputTimes);
        var gradient = new double[shape.WeightCount];
        engine.Backward(weights, errors, gradient);

        Assert.Equal(0, engine.ImpossibleSpikes);
        Assert.All(gradient.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void ImpossibleRecordedSpikesAreCountedAndClamped()
    {
        var shape = new FirstSpikeShape(1, 1, 1);
        var weights = new double[shape.WeightCount];
        weights[shape.HiddenWeight(0, 0)] = 0.5;
        weights[shape.OutputWeight(0, 0)] = 8;
        var engine = new FirstSpikeEngine(shape, Horizon) { SlopeClamp = 0.1 };
        engine.LoadRecording(weights, [0], [1], [1.5]);
        var gradient = new double[shape.WeightCount];
        engine.Backward(weights, [1], gradient);

        Assert.Equal(1, engine.ImpossibleSpikes);
        var u = Math.Exp(-0.5);
        Assert.Equal(-engine.HiddenErrors[0] / 0.1 * 2 * u * (1 - u), gradient[shape.HiddenWeight(0, 0)], 1e-12);
    }

    [Fact]
    public void RecordedSpikeInTheSameTickIsNoCause()
    {
        var shape = new FirstSpikeShape(1, 40, 1);
        var weights = new double[shape.WeightCount];
        double[] hiddenTimes = [.. Enumerable.Range(1, shape.Hidden).Select(n => n / 30.0)];
        for (var hidden = 0; hidden < shape.Hidden; hidden++)
        {
            weights[shape.HiddenWeight(0, hidden)] = 3;
            weights[shape.OutputWeight(0, hidden)] = 0.5;
        }

        var engine = new FirstSpikeEngine(shape, Horizon) { SlopeClamp = 0.1 };
        foreach (var tied in Enumerable.Range(0, shape.Hidden))
        {
            engine.LoadRecording(weights, [0], hiddenTimes, [hiddenTimes[tied]]);
            var gradient = new double[shape.WeightCount];
            engine.Backward(weights, [1], gradient);
            Assert.Equal(0, gradient[shape.OutputWeight(0, tied)]);
            Assert.Equal(0, engine.HiddenErrors[tied]);
        }
    }

    [Fact]
    public void LearningAllocatesNothing()
    {
        var learning = new FirstSpikeLearning(new FirstSpikeSettings(), seed: 1);
        var gradient = new double[learning.Weights.Length];
        double[] times = [0.3, 1.2, 1.7, 0.8, 0];
        learning.Learn(times, 1, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            learning.Learn(times, 1, gradient);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void EverySimdTierGivesTheSameBits(string disabled)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--filter-method", "*.FingerprintEqualsThatOfTheParentProcess", "--explicit", "only"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[disabled] = "0";
        start.Environment[FingerprintVariable] = Fingerprint().ToString("X16");
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
    }

    /// <summary>Runs in the child process of <see cref="EverySimdTierGivesTheSameBits"/> with a tier switched off.</summary>
    [Fact(Explicit = true)]
    public void FingerprintEqualsThatOfTheParentProcess() =>
        Assert.Equal(Environment.GetEnvironmentVariable(FingerprintVariable), Fingerprint().ToString("X16"));

    private const string FingerprintVariable = "ONCHIPLEARN_TEST_FINGERPRINT";

    /// <summary>Hash of every bit of 20 gradients of the closed form and of the event-driven code, with one and with many spikes.</summary>
    private static ulong Fingerprint()
    {
        var settings = new FirstSpikeSettings();
        ILearningEngine[] engines =
        [
            new FirstSpikeLearning(settings, seed: 3),
            new EventDrivenLearning(settings, NeuronParameters.SingleSpike, seed: 3),
            new EventDrivenLearning(settings with { Hidden = 20 }, new NeuronParameters(2, 1, Refractory: 0.2), seed: 3),
        ];
        var random = new SeededRandom(4);
        var hash = 0UL;
        foreach (var engine in engines)
        {
            var gradient = new double[engine.Weights.Length];
            for (var sample = 0; sample < 20; sample++)
            {
                engine.Learn(Times(random), sample % Outputs, gradient);
            }

            hash = gradient.Aggregate(hash, (sum, value) => (sum * 0x9E3779B97F4A7C15UL) + BitConverter.DoubleToUInt64Bits(value));
        }

        return hash;
    }

    private static double[] Weights(FirstSpikeShape shape, SeededRandom random)
    {
        var weights = new double[shape.WeightCount];
        for (var n = 0; n < shape.Hidden; n++)
        {
            for (var i = 0; i < Inputs; i++)
            {
                weights[shape.HiddenWeight(i, n)] = 2 + (1.6 * random.Normal());
            }

            for (var k = 0; k < Outputs; k++)
            {
                weights[shape.OutputWeight(k, n)] = (10.0 / shape.Hidden) + (0.5 * random.Normal());
            }
        }

        return weights;
    }

    private static double[] Times(SeededRandom random)
    {
        double x = random.NextDouble(), y = random.NextDouble();
        return [2 * x, 2 * y, 2 * (1 - x), 2 * (1 - y), 0.01];
    }

    private static double[] OutputErrors(ReadOnlySpan<double> times, int label)
    {
        var errors = new double[times.Length];
        for (var k = 0; k < times.Length; k++)
        {
            errors[k] = times[k] < Horizon ? (times[k] - (k == label ? 0.9 : 1.1)) / 2 : 0;
        }

        return errors;
    }

    private static (double[] Times, double[] Gradient) General(FirstSpikeShape shape, double[] weights, double[] times, int label)
    {
        var network = LayeredNetwork.Create(Inputs, (shape.Hidden, NeuronParameters.SingleSpike), (Outputs, NeuronParameters.SingleSpike));
        var position = new int[network.Weights.Length];
        for (var s = 0; s < position.Length; s++)
        {
            var source = network.SynapseSources[s];
            var target = network.SynapseTargets[s];
            position[s] = source < Inputs ? shape.HiddenWeight(source, target) : shape.OutputWeight(target - shape.Hidden, source - Inputs);
            network.Weights[s] = weights[position[s]];
        }

        var trace = new Trace();
        Spike[] inputs = [.. times.Select((time, i) => new Spike(i, time)).OrderBy(spike => spike.Time)];
        new EventDrivenSimulation(network).Run(inputs, Horizon, trace);
        var loss = new LossGradient();
        loss.Begin(trace.Spikes.Length, network.Neurons);
        new SquaredSpikeTimeError(new OutputNeurons(shape.Hidden, Outputs), 0.9, 1.1, 2, Horizon).Evaluate(trace, label, loss);
        var gradient = new NetworkGradient(network.Weights.Length);
        new AdjointPass(network).Run(trace, loss, gradient);
        var ordered = new double[shape.WeightCount];
        for (var s = 0; s < position.Length; s++)
        {
            ordered[position[s]] = gradient.Weights[s];
        }

        return ([.. Enumerable.Range(0, network.Neurons).Select(trace.FirstSpikeTime)], ordered);
    }

    private static void AssertSameTime(double expected, double actual)
    {
        if (double.IsPositiveInfinity(expected) || double.IsPositiveInfinity(actual))
        {
            Assert.Equal(expected, actual);
            return;
        }

        Assert.Equal(expected, actual, 1e-9);
    }
}
