using System.CommandLine;
using System.Globalization;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.GradientChecks;
using OnChipLearn.Experiments.GradientChecks.OnDevice;
using OnChipLearn.Experiments.Plots;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>gradcheck</c>: gradients against float64 EventProp, and float64 EventProp against finite differences.</summary>
internal static class GradcheckCommand
{
    private const string FirmwareEngine = "firmware";
    private const double FirmwareBar = 0.99;

    private static readonly Option<string> Engine = new("--engine")
    {
        Description = $"Gradient to compare: {FirmwareEngine} (fixed point, the firmware's own code on spikes of a chip); "
            + string.Join("; ", GradientsUnderTest.All.Select(known => $"{known.Name} ({known.Description})")),
        DefaultValueFactory = _ => FirmwareEngine,
    };

    private static readonly Option<string> Rule = new("--rule")
    {
        Description = "Rule of the firmware: " + string.Join(", ", FirmwareGradients.All.Select(known => known.Name)) + ".",
        DefaultValueFactory = _ => FirmwareGradients.All[0].Name,
    };

    private static readonly Option<string> Chip = new("--chip")
    {
        Description = "Chip of the firmware: ideal, typical, harsh (instance of --seed), or a chip instance file.",
        DefaultValueFactory = _ => "typical",
    };

    private static readonly Option<double> Accuracy = new("--accuracy")
    {
        Description = "Firmware: validation accuracy (0..1); the gradient is looked at after the first epoch that reaches it.",
        DefaultValueFactory = _ => 0.9,
    };

    private static readonly Option<string?> State = new("--state") { Description = "Firmware: state file of an earlier gradcheck instead of a training." };
    private static readonly Option<string?> Out = new("--out") { Description = "Firmware: folder for state, histogram and cosines. Default: runs/gradcheck-RULE-CHIP-seed-SEED." };
    private static readonly Option<int> Networks = Number("--networks", "Random networks for the finite differences, 0 for none.", 100);
    private static readonly Option<int?> Samples = new("--samples") { Description = "Yin-Yang training samples for the comparison (default: firmware 1000, others 500)." };
    private static readonly Option<int?> Hidden = new("--hidden") { Description = "Hidden neurons (default: as train; float engines 120)." };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Epochs of training before the comparison (default: 5; firmware: at most 40)." };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of networks, chip and weights.", DefaultValueFactory = _ => 1 };

    private static readonly Option<double?> Require = new("--require")
    {
        Description = $"Median cosine of both layers below which the exit code is 1 (default: firmware {FirmwareBar}, others none).",
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
            Engine, Rule, Chip, Accuracy, State, Out, Networks, Samples, Hidden, Epochs, Seed, Require, Data,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        return arguments.GetValue(Engine) == FirmwareEngine ? RunFirmware(arguments, output) : RunFloat(arguments, output);
    }

    private static int RunFirmware(ParseResult arguments, CommandOutput output)
    {
        var data = YinYang.Load(arguments.GetValue(Data)!, new LatencyEncoding());
        var loaded = arguments.GetValue(State) is { } file ? GradientState.Load(file) : null;
        var rule = FirmwareGradients.Find(loaded?.Rule ?? arguments.GetValue(Rule)!);
        var state = loaded
            ?? rule.Train(
                new GradientTrainingRequest(
                    arguments.GetValue(Chip)!, arguments.GetValue(Seed), arguments.GetValue(Hidden) ?? FirmwareRules.Named(rule.Name).DefaultHidden, arguments.GetValue(Accuracy), arguments.GetValue(Epochs) ?? 40),
                data,
                (epoch, accuracy) => output.Text.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture, $"epoch {epoch}: validation accuracy {100 * accuracy:F1} %"));
        var result = FirmwareGradientCheck.Run(rule, state, data, arguments.GetValue(Samples) ?? 1000);
        var survey = FiniteDifferenceSurvey.Run(arguments.GetValue(Networks), arguments.GetValue(Seed), static () => { });

        var folder = arguments.GetValue(Out) ?? Path.Combine("runs", $"gradcheck-{rule.Name}-{Path.GetFileNameWithoutExtension(state.Chip)}-seed-{state.Seed}");
        Directory.CreateDirectory(folder);
        state.Save(Path.Combine(folder, "state.json"));
        File.WriteAllText(Path.Combine(folder, "result.json"), ResultJson.Write(result));
        CosineHistogramPlot.Save(
            result.HiddenCosines, result.OutputCosines, $"{rule.Name} on chip {state.Chip}, epoch {state.Epoch}: fixed point against float64, {result.Samples} samples",
            Path.Combine(folder, "cosines.png"));
        GradientTables.Show(output, result, Path.GetFullPath(folder));
        ShowSurvey(output, survey);
        output.Result(new
        {
            engine = FirmwareEngine,
            rule = rule.Name,
            state.Chip,
            state.Seed,
            state.Epoch,
            state.ValidationAccuracy,
            result.Samples,
            result.SilentLabels,
            result.Bar.Cosine,
            result.Bar.RelativeError,
            result.Bar.SignAgreement,
            result.Unclamped,
            result.Errors?.AllExact,
            result.Errors?.Sources,
            result.Errors?.NothingExact,
            result.Errors?.EverythingExact,
            chipAgainstNominal = result.Errors?.Chip,
            finiteDifferences = survey,
            folder = Path.GetFullPath(folder),
        });
        return Reaches(arguments.GetValue(Require) ?? FirmwareBar, result.Bar.Cosine, survey) ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static int RunFloat(ParseResult arguments, CommandOutput output)
    {
        var tested = GradientsUnderTest.Find(arguments.GetValue(Engine)!);
        var seed = arguments.GetValue(Seed);
        var comparison = GradientComparison.Run(
            tested, arguments.GetValue(Data)!, arguments.GetValue(Hidden) ?? 120, arguments.GetValue(Samples) ?? 500, arguments.GetValue(Epochs) ?? 5, seed);
        var survey = FiniteDifferenceSurvey.Run(arguments.GetValue(Networks), seed, static () => { });

        var table = new Table().Title($"{tested.Name} against float64 EventProp, medians over {comparison.Samples} samples")
            .AddColumns("weights", "cosine", "relative error");
        table.AddRow("hidden", Text(comparison.Cosine.Hidden), Text(comparison.RelativeError.Hidden));
        table.AddRow("output", Text(comparison.Cosine.Output), Text(comparison.RelativeError.Output));
        output.Text.Write(table);
        ShowSurvey(output, survey);
        output.Result(new { engine = tested.Name, comparison.Samples, comparison.Cosine, comparison.RelativeError, finiteDifferences = survey });
        return Reaches(arguments.GetValue(Require) ?? double.NegativeInfinity, comparison.Cosine, survey) ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static bool Reaches(double bar, LayerMedians cosine, FiniteDifferenceSurveyResult survey) =>
        survey.LargestDeviation <= FiniteDifferenceSurvey.Tolerance && cosine.Hidden >= bar && cosine.Output >= bar;

    private static void ShowSurvey(CommandOutput output, FiniteDifferenceSurveyResult survey) => output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture,
        $"float64 EventProp against finite differences: {survey.Networks} networks ({survey.Rejected} draws rejected), {survey.Parameters} parameters, largest deviation {survey.LargestDeviation:E2}");

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
