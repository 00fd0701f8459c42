using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>Medians over samples, hidden-layer and output-layer weights apart.</summary>
/// <param name="Hidden">Of the weights into the hidden layer.</param>
/// <param name="Output">Of the weights into the outputs.</param>
public sealed record LayerMedians(double Hidden, double Output);

/// <summary>A gradient against float64 EventProp, sample by sample.</summary>
/// <param name="Samples">Samples with a gradient in both.</param>
/// <param name="Cosine">Cosine of the angle between the two.</param>
/// <param name="RelativeError">|g - reference| / |reference|.</param>
public sealed record GradientComparisonResult(int Samples, LayerMedians Cosine, LayerMedians RelativeError);

/// <summary>
/// Compares a gradient with the event-driven adjoint in float64 on Yin-Yang training samples, for weights that the float engine has learned
/// in a few epochs (gradients of random weights are not what a device meets).
/// </summary>
public static class GradientComparison
{
    /// <summary>Runs the comparison.</summary>
    public static GradientComparisonResult Run(IGradientUnderTest tested, string dataFolder, int hidden, int samples, int epochs, ulong seed)
    {
        Require("samples", samples, 1);
        Require("epochs", epochs, 0);
        Require("hidden neurons", hidden, 1);
        var settings = new FirstSpikeSettings { Hidden = hidden };
        var task = YinYang.Load(dataFolder, new LatencyEncoding());
        var (shape, weights) = Learn(task, settings, epochs, seed);
        var session = tested.Start(shape, settings, weights, seed);
        var reference = new EventDrivenLearning(settings, NeuronParameters.SingleSpike, seed);
        var positions = reference.PositionsIn(shape);
        for (var s = 0; s < positions.Length; s++)
        {
            reference.Weights[s] = session.EffectiveWeights[positions[s]];
        }

        reference.WeightsChanged();
        return Compare(session, reference, positions, shape, task.Train, Math.Min(samples, task.Train.Count));
    }

    private static (FirstSpikeShape Shape, double[] Weights) Learn(YinYang task, FirstSpikeSettings settings, int epochs, ulong seed)
    {
        var learning = new FirstSpikeLearning(settings, seed);
        var trainer = new Trainer(learning, new TrainingSettings { Seed = seed });
        while (trainer.Epoch < epochs)
        {
            trainer.TrainEpoch(task.Train);
        }

        return (learning.Shape, learning.Weights.ToArray());
    }

    private static GradientComparisonResult Compare(
        IGradientSession session, EventDrivenLearning reference, int[] positions, FirstSpikeShape shape, SampleSet set, int samples)
    {
        var gradient = new double[shape.WeightCount];
        var expected = new double[positions.Length];
        var ordered = new double[shape.WeightCount];
        var split = shape.Inputs * shape.Row;
        var hidden = new LayerAgreement();
        var output = new LayerAgreement();
        for (var sample = 0; sample < samples; sample++)
        {
            session.Gradient(set.Times(sample), set.Label(sample), gradient);
            Array.Clear(expected);
            reference.Learn(set.Times(sample), set.Label(sample), expected);
            for (var s = 0; s < positions.Length; s++)
            {
                ordered[positions[s]] = expected[s];
            }

            hidden.Add(gradient.AsSpan(0, split), ordered.AsSpan(0, split));
            output.Add(gradient.AsSpan(split), ordered.AsSpan(split));
        }

        return new GradientComparisonResult(
            hidden.Count, new LayerMedians(hidden.Cosine, output.Cosine), new LayerMedians(hidden.RelativeError, output.RelativeError));
    }

    private static void Require(string field, int value, int least)
    {
        if (value < least)
        {
            throw new ExperimentInputException("gradcheck", field, value, $"at least {least}");
        }
    }
}
