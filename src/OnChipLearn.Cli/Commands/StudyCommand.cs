using System.CommandLine;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.FixedPointStudy;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>study</c> (hidden): the fixed-point study behind docs/fixed-point.md, one run of it.</summary>
internal static class StudyCommand
{
    private static readonly Option<bool> Typical = new("--typical") { Description = "Mismatch and noise of preset typical (default: none)." };
    private static readonly Option<uint> Seed = new("--seed") { Description = "Seed of chip, weights, order and noise.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Epochs.", DefaultValueFactory = _ => 120 };
    private static readonly Option<double> TargetWrong = new("--target-wrong") { Description = "Target of the wrong outputs in tau_s.", DefaultValueFactory = _ => 1.2 };
    private static readonly Option<int> Hidden = new("--hidden") { Description = "Hidden neurons.", DefaultValueFactory = _ => 120 };
    private static readonly Option<int> Batch = new("--batch") { Description = "Samples per update.", DefaultValueFactory = _ => 32 };
    private static readonly Option<string> Data = new("--data") { Description = "Folder with the published Yin-Yang arrays.", DefaultValueFactory = _ => "fixtures/tasks/yin-yang" };

    public static Command Create()
    {
        var command = new Command("study", "One run of the fixed-point study: the firmware's arithmetic against a float model of the chip.")
        {
            Typical, Seed, Epochs, TargetWrong, Hidden, Batch, Data,
        };
        command.Hidden = true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var settings = new FirstSpikeSettings
        {
            Epochs = arguments.GetValue(Epochs),
            RateEpochs = arguments.GetValue(Epochs),
            TargetWrong = arguments.GetValue(TargetWrong),
            Hidden = arguments.GetValue(Hidden),
            Batch = arguments.GetValue(Batch),
        };
        var samples = YinYang.Load(arguments.GetValue(Data)!, new LatencyEncoding());
        var study = new FirstSpikeStudy(settings, samples, arguments.GetValue(Typical), arguments.GetValue(Seed));
        List<double> validation = [], test = [];
        foreach (var (onValidation, onTest) in study.Run())
        {
            validation.Add(onValidation);
            test.Add(onTest);
        }

        var result = new StudyResult(validation.TakeLast(10).Average(), test.TakeLast(10).Average(), test.ElementAtOrDefault(9), test);
        output.Text.WriteLine(FormattableString.Invariant(
            $"validation {result.ValidationAccuracy:p2}, test {result.TestAccuracy:p2} (means of the last 10 epochs), test after 10 epochs {result.TestAccuracyAfter10:p1}"));
        output.Result(result);
        return ExitCode.Ok;
    }

    /// <summary>What <c>--json</c> prints.</summary>
    private sealed record StudyResult(double ValidationAccuracy, double TestAccuracy, double TestAccuracyAfter10, IReadOnlyList<double> TestAccuracyByEpoch);
}
