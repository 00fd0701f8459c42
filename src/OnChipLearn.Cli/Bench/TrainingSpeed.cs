using System.Globalization;
using System.Text.Json;
using OnChipLearn.Experiments.Speed;

namespace OnChipLearn.Cli.Bench;

/// <summary>A whole training as a user starts it: a process of its own.</summary>
/// <param name="epochs">Epochs; null for the default of the engine.</param>
internal sealed class TrainingSpeed(int? epochs) : ISpeedPart
{
    private const double Megabyte = 1e6;

    private static readonly SpeedLine Loop =
        new("loopRealTimeFactor", "train --engine on-chip, chip time over wall time", "", SpeedBar.AtLeast(1), null);

    private static readonly SpeedLine Memory = new("trainingPeakMegabytes", "peak memory of that process", "MB", SpeedBar.AtMost(300), null);

    public string Name => "training process";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var folder = Directory.CreateTempSubdirectory("onchiplearn-bench-");
        try
        {
            List<string> arguments = ["train", "--engine", "on-chip", "--json", "--out", folder.FullName];
            if (epochs is { } count)
            {
                arguments.AddRange(["--epochs", count.ToString(CultureInfo.InvariantCulture)]);
            }

            var (program, first) = Self();
            if (ChildProcesses.Run(program, first.Concat(arguments)) is not { ExitCode: 0 } outcome)
            {
                const string Reason = "the training did not end well";
                return [Loop.NotMeasured(Reason), Memory.NotMeasured(Reason)];
            }

            using var result = JsonDocument.Parse(outcome.Output);
            double Of(string field) => result.RootElement.GetProperty(field).GetDouble();
            var note = $"{Of("epochs")} epochs, seed 0, {Environment.ProcessorCount} hardware threads";
            return
            [
                Loop with { Figure = Of("chipSeconds") / Of("wallSeconds"), Note = note },
                Memory with { Figure = outcome.PeakBytes / Megabyte, Note = note },
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>This program, whether it was started by its own executable or by the host.</summary>
    private static (string Program, string[] First) Self()
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? (program, [Environment.GetCommandLineArgs()[0]]) : (program, []);
    }
}
