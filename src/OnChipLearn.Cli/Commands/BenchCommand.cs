using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.Speed;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>bench</c>: the speed table.</summary>
internal static class BenchCommand
{
    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "Runs of each workload; the fastest counts.",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder with the six Yin-Yang arrays.",
        DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder,
    };

    public static Command Create()
    {
        var command = new Command("bench", "Measure speeds in CPU time on one thread.") { Rounds, Data };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var rounds = arguments.GetValue(Rounds);
        if (rounds < 1)
        {
            throw new CommandLineException($"--rounds is {rounds}, expected at least 1");
        }

        var result = new Dictionary<string, double>();
        var table = new Table().Title("CPU time, one thread").AddColumns("workload", "us per sample");
        foreach (var workload in SpeedWorkloads.Float(arguments.GetValue(Data)!))
        {
            var microseconds = CpuClock.MicrosecondsPerOperation(workload, rounds);
            result[workload.Field] = microseconds;
            table.AddRow(workload.Description, microseconds.ToString("F2", CultureInfo.InvariantCulture));
        }

        output.Text.Write(table);
        output.Result(result);
        return ExitCode.Ok;
    }
}
