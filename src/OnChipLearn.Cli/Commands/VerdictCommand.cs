using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>verdict</c>: cycles of on-chip learning for latencies that silicon does not tell.</summary>
internal static class VerdictCommand
{
    private static readonly TrainingRequest Defaults = new();
    private static readonly Option<int> Samples = TrainOptions.Number("--samples", "Training samples of each run.", 192);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of chip, weights and order.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Chip = new("--chip") { Description = "ideal, typical, harsh, or a chip instance file.", DefaultValueFactory = _ => Defaults.Chip };
    private static readonly Option<int> Hidden = TrainOptions.Number("--hidden", "Hidden neurons.", Defaults.Hidden);

    public static Command Create()
    {
        var command = new Command("verdict", "Cycles of on-chip learning with Omnibus latency 20/40/80, FPGA vector load 344/700, SRAM shared by fetch and data or not, on both spike paths.")
        {
            Samples, Seed, Chip, Hidden,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var request = new TrainingRequest { Chip = arguments.GetValue(Chip)!, Hidden = arguments.GetValue(Hidden) };
        request.Validate();
        var samples = arguments.GetValue(Samples);
        var results = Sweep(output, progress => LatencySweep.Run(request, arguments.GetValue(Seed), samples, progress));
        var table = new Table().Title($"cycles per training sample (busier processor) and training samples per second of chip time, {samples} samples");
        foreach (var column in new[] { "spike path", "Omnibus", "FPGA vector load", "SRAM port", "learning, mean", "learning, worst", "samples/s", "periods missed", "dropped" })
        {
            table.AddColumn(column);
        }

        foreach (var result in results)
        {
            table.AddRow(
                result.SpikePath, $"{result.OmnibusCycles}", $"{result.FpgaVectorLoadCycles}", result.SharedFetchPort ? "shared" : "own",
                Number(result.LearningCyclesPerSample), Number(result.WorstCycles), Number(result.TrainingSamplesPerSecond),
                Number(result.MissedDeadlines), Number(result.DroppedEvents));
        }

        output.Text.Write(table);
        output.Result(new { samples, runs = results });
        return ExitCode.Ok;
    }

    private static IReadOnlyList<LatencyResult> Sweep(CommandOutput output, Func<Action<LatencyResult>, IReadOnlyList<LatencyResult>> work)
    {
        if (!output.Text.Profile.Capabilities.Interactive)
        {
            return work(static _ => { });
        }

        return output.Text.Progress().Start(context =>
        {
            var task = context.AddTask("runs", maxValue: LatencySweep.Runs);
            return work(_ => task.Increment(1));
        });
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
