using System.CommandLine;
using OnChipLearn.Cli.Bench;
using OnChipLearn.Experiments.Speed;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>bench</c>: the speed table, measured in one run.</summary>
internal static class BenchCommand
{
    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "Runs of each workload of EventProp and of the analog core; the fastest counts.",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<int?> TrainingEpochs = new("--training-epochs") { Description = "Epochs of the training process (default: as train)." };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Measure only parts whose name contains one of these texts.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder with the six Yin-Yang arrays.",
        DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder,
    };

    private static readonly Option<string?> Fixtures = new("--fixtures")
    {
        Description = "Folder fixtures of a checkout with corpora and C programs (default: found above the working folder or the tool).",
        DefaultValueFactory = _ => FixtureFolder.Find(),
    };

    public static Command Create()
    {
        var command = new Command("bench", "Measure speeds and compare them with their bars; exit code 1 if a measured one falls short.")
        {
            Rounds, TrainingEpochs, Only, Data, Fixtures,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        RequirePositive("--rounds", arguments.GetValue(Rounds));
        RequirePositive("--training-epochs", arguments.GetValue(TrainingEpochs) ?? 1);
        var parts = Parts(arguments);
        var only = arguments.GetValue(Only) ?? [];
        if (only.FirstOrDefault(text => !parts.Any(part => Matches(part, text))) is { } unknown)
        {
            throw new CommandLineException($"--only is \"{unknown}\", expected a text of: {string.Join("; ", parts.Select(part => part.Name))}");
        }

        var time = new ProcessCpuTime();
        var lines = new List<SpeedLine>();
        foreach (var part in parts.Where(part => only.Length == 0 || only.Any(text => Matches(part, text))))
        {
            output.Text.WriteLine($"measuring: {part.Name}");
            lines.AddRange(part.Measure(time));
        }

        output.Text.Write(SpeedTable.Of(lines));
        output.Result(SpeedTable.Json(lines));
        return lines.Any(line => line.Holds == false) ? ExitCode.FallsShort : ExitCode.Ok;
    }

    /// <summary>A new part is one more entry here.</summary>
    private static ISpeedPart[] Parts(ParseResult arguments)
    {
        var data = arguments.GetValue(Data)!;
        var fixtures = arguments.GetValue(Fixtures);
        return
        [
            new ScalarProgramSpeed(fixtures),
            new QemuSpeed(fixtures),
            new LearningLoopSpeed(data),
            new TrainingSpeed(arguments.GetValue(TrainingEpochs)),
            new EventPropSpeed(data, arguments.GetValue(Rounds)),
            new AnalogCoreSpeed(fixtures, arguments.GetValue(Rounds)),
        ];
    }

    private static bool Matches(ISpeedPart part, string text) => part.Name.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static void RequirePositive(string option, int value)
    {
        if (value < 1)
        {
            throw new CommandLineException($"{option} is {value}, expected at least 1");
        }
    }
}
