using OnChipLearn.EventProp.InTheLoop;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Surrogate;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.EventProp.Tests;

/// <summary>Every engine learns Yin-Yang; accuracies of the issue with full counts.</summary>
public sealed class TrainingTests(ITestOutputHelper output)
{
    private static readonly YinYang Task = YinYang.Load(Fixtures.YinYang, new LatencyEncoding());

    /// <summary>Ten seeds and 300 epochs reach 98.0 % (mean of the last ten epochs); the reduced run only has to be on the way.</summary>
    [Theory]
    [InlineData(120)]
    [InlineData(200)]
    public void FloatTrainingReachesThePublishedAccuracy(int hidden)
    {
        var accuracy = 0.0;
        var seeds = FullRun.Count(10, 1);
        var epochs = FullRun.Count(300, 12);
        for (var seed = 0; seed < seeds; seed++)
        {
            var trainer = new Trainer(
                new FirstSpikeLearning(new FirstSpikeSettings { Hidden = hidden }, (ulong)seed), new TrainingSettings { Seed = (ulong)seed });
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                trainer.TrainEpoch(Task.Train);
                accuracy += epoch >= epochs - 10 ? trainer.Evaluate(Task.Test).Accuracy / (10 * seeds) : 0;
            }
        }

        output.WriteLine($"5-{hidden}-3: {100 * accuracy:F2} %");
        Assert.True(accuracy >= (FullRun.IsOn ? 0.98 : 0.93), $"accuracy {accuracy}");
    }

    [Fact]
    public void InTheLoopTrainingLearnsWithQuantizedWeights()
    {
        var settings = new FirstSpikeSettings { Hidden = 60 };
        var quantizer = new WeightQuantizer();
        var emulator = new FloatEmulator(new EmulatorShape(25, 60, 3), quantizer.Scale, settings.Horizon, new FloatEmulatorSettings(), seed: 1);
        var learning = new InTheLoopLearning(emulator, quantizer, settings, slopeClamp: 0.1, seed: 1);
        Assert.True(Accuracy(learning, epochs: 6) > 0.88);
        Assert.True(learning.ImpossibleSpikes < 0.01 * learning.RecordedSpikes, $"{learning.ImpossibleSpikes} of {learning.RecordedSpikes}");
    }

    [Fact]
    public void SurrogateGradientLearns()
    {
        var settings = new SurrogateSettings { Hidden = 60, Steps = 24, Step = 0.26 };
        Assert.True(Accuracy(new SurrogateLearning(settings, seed: 1), epochs: 6, rate: 5e-3) > 0.75);
    }

    [Fact]
    public void GeneralEngineTrainsLikeTheClosedForm()
    {
        var settings = new FirstSpikeSettings { Hidden = 24 };
        var closed = new FirstSpikeLearning(settings, seed: 1);
        var general = new EventDrivenLearning(settings, NeuronParameters.SingleSpike, seed: 1);
        var positions = general.PositionsIn(closed.Shape);
        for (var s = 0; s < positions.Length; s++)
        {
            general.Weights[s] = closed.Weights[positions[s]];
        }

        var closedGradient = new double[closed.Weights.Length];
        var generalGradient = new double[general.Weights.Length];
        for (var sample = 0; sample < 200; sample++)
        {
            var expected = closed.Learn(Task.Train.Times(sample), Task.Train.Label(sample), closedGradient);
            var actual = general.Learn(Task.Train.Times(sample), Task.Train.Label(sample), generalGradient);
            Assert.Equal(expected.Class, actual.Class);
            Assert.Equal(expected.Spikes, actual.Spikes);
            Assert.Equal(expected.Loss, actual.Loss, 1e-10);
        }

        for (var s = 0; s < positions.Length; s++)
        {
            Assert.Equal(closedGradient[positions[s]], generalGradient[s], 1e-9);
        }
    }

    [Fact]
    public void GeneralEngineAllocatesNothingAfterWarmUp()
    {
        var learning = new EventDrivenLearning(new FirstSpikeSettings(), NeuronParameters.SingleSpike, seed: 1);
        var gradient = new double[learning.Weights.Length];
        for (var sample = 0; sample < 200; sample++)
        {
            learning.Learn(Task.Train.Times(sample), Task.Train.Label(sample), gradient);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sample = 0; sample < 200; sample++)
        {
            learning.Learn(Task.Train.Times(sample), Task.Train.Label(sample), gradient);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ResumedTrainingEqualsUninterruptedTrainingBitForBit()
    {
        var settings = new TrainingSettings { Seed = 3 };
        var whole = Start(settings);
        var first = Start(settings);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            whole.TrainEpoch(Task.Validation);
        }

        first.TrainEpoch(Task.Validation);
        var second = Start(settings);
        second.Resume(first.Save());
        second.TrainEpoch(Task.Validation);

        Assert.Equal(whole.Save().Weights, second.Save().Weights);
        Assert.Equal(whole.Save().OptimizerState, second.Save().OptimizerState);
    }

    [Fact]
    public void SilentNeuronsAreRaised()
    {
        var settings = new FirstSpikeSettings { Hidden = 24, HiddenWeightMean = 0.05, HiddenWeightDeviation = 0.02 };
        var learning = new FirstSpikeLearning(settings, seed: 1);
        var trainer = new Trainer(learning, new TrainingSettings { SilentRaise = 0.02 });
        Assert.Equal(0, trainer.Evaluate(Task.Test).SpikesPerSample);
        trainer.TrainEpoch(Task.Train);
        Assert.True(trainer.Evaluate(Task.Test).SpikesPerSample > 12);
    }

    private static Trainer Start(TrainingSettings settings) =>
        new(new FirstSpikeLearning(new FirstSpikeSettings { Hidden = 16 }, seed: 3), settings);

    private static double Accuracy(ILearningEngine engine, int epochs, double rate = 1e-2)
    {
        var trainer = new Trainer(engine, new TrainingSettings { LearningRate = rate });
        while (trainer.Epoch < epochs)
        {
            trainer.TrainEpoch(Task.Train);
        }

        return trainer.Evaluate(Task.Test).Accuracy;
    }
}
