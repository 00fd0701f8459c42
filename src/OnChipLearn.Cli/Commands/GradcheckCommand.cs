using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.GradientChecks;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>gradcheck</c>: gradients against float64 EventProp, and float64 EventProp against finite differences.</summary>
internal static class GradcheckCommand
{
    private static readonly Option<string> Engine = new("--engine")
    {
        Description = "Gradient to compare: " + string.Join("; ", GradientsUnderTest.All.Select(known => $"{known.Name} ({known.Description})")),
        DefaultValueFactory = _ => "float",
    };

    private static readonly Option<int> Networks = Number("--networks", "Random networks for the finite differences, 0 for none.", 100);
    private static readonly Option<int> Samples = Number("--samples", "Yin-Yang training samples for the comparison.", 500);
    private static readonly Option<int> Hidden = Number("--hidden", "Hidden neurons.", 120);
    private static readonly Option<int> Epochs = Number("--epochs", "Epochs of float training before the comparison.", 5);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of networks and weights.", DefaultValueFactory = _ => 1 };

    private static readonly Option<double?> Require = new("--require")
    {
        Description = "Median cosine of both layers below which the exit code is 1.",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder with the six Yin-Yang arrays.",
        DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder,
    };

    public static Command Create()
    {
        var command = new Command("gradcheck", "Compare gradients with float64 EventProp, and float64 EventProp with finite differences.")
        {
            Engine, Networks, Samples, Hidden, Epochs, Seed, Require, Data,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var tested = GradientsUnderTest.Find(arguments.GetValue(Engine)!);
        var seed = arguments.GetValue(Seed);
        var comparison = GradientComparison.Run(
            tested, arguments.GetValue(Data)!, arguments.GetValue(Hidden), arguments.GetValue(Samples), arguments.GetValue(Epochs), seed);
        var survey = FiniteDifferenceSurvey.Run(arguments.GetValue(Networks), seed, static () => { });

        var table = new Table().Title($"{tested.Name} against float64 EventProp, medians over {comparison.Samples} samples")
            .AddColumns("weights", "cosine", "relative error");
        table.AddRow("hidden", Text(comparison.Cosine.Hidden), Text(comparison.RelativeError.Hidden));
        table.AddRow("output", Text(comparison.Cosine.Output), Text(comparison.RelativeError.Output));
        output.Text.Write(table);
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"float64 EventProp against finite differences: {survey.Networks} networks ({survey.Rejected} draws rejected), {survey.Parameters} parameters, largest deviation {survey.LargestDeviation:E2}");
        output.Result(new { engine = tested.Name, comparison.Samples, comparison.Cosine, comparison.RelativeError, finiteDifferences = survey });

        var bar = arguments.GetValue(Require) ?? double.NegativeInfinity;
        var good = survey.LargestDeviation <= FiniteDifferenceSurvey.Tolerance && comparison.Cosine.Hidden >= bar && comparison.Cosine.Output >= bar;
        return good ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
