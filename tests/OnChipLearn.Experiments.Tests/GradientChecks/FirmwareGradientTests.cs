using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.GradientChecks.OnDevice;
using OnChipLearn.Experiments.Tests.Corpora;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests.GradientChecks;

/// <summary>The fixed-point gradient of the firmware against float64 EventProp on the same recorded spikes.</summary>
[Collection("firmware statics")]
public sealed class FirmwareGradientTests
{
    private static readonly YinYang Data = YinYang.Load(TrainingRequest.DefaultDataFolder, new LatencyEncoding());

    [Theory]
    [InlineData("first-spike", "ideal")]
    [InlineData("first-spike", "typical")]
    [InlineData("event-replay", "ideal")]
    [InlineData("event-replay", "typical")]
    public void BothLayersReachTheBar(string name, string chip)
    {
        var rule = FirmwareGradients.Find(name);
        var state = CorpusFiles.IsFull
            ? rule.Train(new GradientTrainingRequest(chip, 1, FirmwareRules.Named(name).DefaultHidden, 0.9, 40), Data, static (_, _) => { })
            : State(name, chip);

        var result = FirmwareGradientCheck.Run(rule, state, Data, CorpusFiles.IsFull ? 1000 : 60);

        Assert.InRange(state.ValidationAccuracy, 0.9, 1);
        Assert.InRange(result.Bar.Cosine.Hidden, 0.99, 1 + 1e-9);
        Assert.InRange(result.Bar.Cosine.Output, 0.99, 1 + 1e-9);
        Assert.InRange(result.Errors!.AllExact.Cosine.Hidden, 0.9999, 1 + 1e-9);
        Assert.InRange(result.Errors!.AllExact.Cosine.Output, 0.9999, 1 + 1e-9);
        Assert.InRange(result.Errors!.EverythingExact.Cosine.Hidden, 0.9999, 1 + 1e-9);
        Assert.InRange(result.Errors!.EverythingExact.Cosine.Output, 0.9999, 1 + 1e-9);
        Assert.True(result.Errors!.NothingExact.Cosine.Hidden < result.Errors!.EverythingExact.Cosine.Hidden);
    }

    [Theory]
    [InlineData("first-spike")]
    [InlineData("event-replay")]
    public void MirrorWithAllSourcesInEffectEqualsTheFirmwareBitForBit(string rule)
    {
        var run = Mirrored(rule, "typical");
        var mirrored = new double[run.Weights];
        for (var sample = 0; sample < 50; sample++)
        {
            run.Learn(sample);
            run.Mirror(ErrorSources.All, mirrored);
            Assert.Equal(run.Descent.ToArray(), mirrored);
        }
    }

    [Theory]
    [InlineData("first-spike", ErrorSources.TableLookup)]
    [InlineData("first-spike", ErrorSources.Truncation)]
    [InlineData("event-replay", ErrorSources.TableLookup)]
    [InlineData("event-replay", ErrorSources.Truncation)]
    public void EachArithmeticSourceMakesADifference(string rule, ErrorSources source)
    {
        var run = Mirrored(rule, "ideal");
        double[] exact = new double[run.Weights], inexact = new double[run.Weights];
        run.Learn(0);
        run.Mirror(ErrorSources.None, exact);
        run.Mirror(source, inexact);
        Assert.NotEqual(exact, inexact);
    }

    [Theory]
    [InlineData("first-spike")]
    [InlineData("event-replay")]
    public void GradientOfAnotherSampleFallsShortOfTheBar(string rule)
    {
        var run = Mirrored(rule, "ideal");
        run.Learn(0);
        var first = run.Descent.ToArray();
        run.Learn(1);
        var reference = new double[run.Weights];
        run.Reference(SlopeBound.AsFirmware, reference);
        var dot = first.Zip(reference, static (a, b) => a * b).Sum();
        var cosine = dot / Math.Sqrt(first.Sum(static a => a * a) * reference.Sum(static b => b * b));
        Assert.True(cosine < 0.99, $"cosine {cosine}");
    }

    [Fact]
    public void DamagedStateIsRefusedWithFileAndReason()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("gradient-state-").FullName, "state.json");
        File.WriteAllText(file, "{ \"rule\": 1");
        Assert.Contains(file, Assert.Throws<ExperimentInputException>(() => GradientState.Load(file)).Message);

        var state = State("first-spike", "ideal");
        (state with { OutputWeights = state.OutputWeights[..100] }).Save(file);
        Assert.Contains("output weights is 100, expected 384", Assert.Throws<ExperimentInputException>(() => GradientState.Load(file)).Message);
    }

    [Fact]
    public void TrainingThatCannotReachTheAccuracyIsRefused()
    {
        var small = Data.Take(20, 20, 20);
        var exception = Assert.Throws<ExperimentInputException>(() => FirmwareGradients.Find("first-spike").Train(
            new GradientTrainingRequest("ideal", 1, 120, 1, 2), small, static (_, _) => { }));
        Assert.Contains("within 2 epochs", exception.Message);
    }

    private static IMirroredGradientRun Mirrored(string rule, string chip) =>
        Assert.IsType<IMirroredGradientRun>(FirmwareGradients.Find(rule).Start(State(rule, chip), Data), exactMatch: false);

    private static GradientState State(string rule, string chip) =>
        GradientState.Load(Path.Combine(Path.GetDirectoryName(CorpusFiles.Path("x"))!, "..", "gradients", $"{rule}-{chip}-seed-1.json"));
}
