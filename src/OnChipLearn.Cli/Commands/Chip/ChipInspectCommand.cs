using System.CommandLine;
using System.Globalization;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Experiments.Emulation;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Chip;

/// <summary><c>chip inspect</c>: what a chip instance is like.</summary>
internal static class ChipInspectCommand
{
    private const int ShownParts = 20;
    private static readonly ChipOptions Chip = new();
    private static readonly Option<FileInfo?> Write = new("--write") { Description = "Write the instance to a JSON file." };

    public static Command Create()
    {
        var command = new Command("inspect", "Print the spread of a chip's parameters and its dead parts.") { Write };
        Chip.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var chip = Chip.Read(arguments);
        if (arguments.GetValue(Write) is { } file)
        {
            File.WriteAllText(file.FullName, ChipInstanceFile.Write(chip) + "\n");
        }

        var result = ChipInspection.Inspect(chip);
        var table = new Table { Title = new TableTitle($"chip {result.Preset.ToString().ToLowerInvariant()}, seed {result.Seed}") };
        table.AddColumns("quantity", "mean", "deviation", "smallest", "largest");
        foreach (var row in result.Spreads)
        {
            table.AddRow(row.Quantity, Number(row.Mean), Number(row.Deviation), Number(row.Smallest), Number(row.Largest));
        }

        output.Text.Write(table);
        output.Text.MarkupLineInterpolated($"trial to trial: threshold {Number(result.TrialThresholdSigma)}, spike jitter {Number(result.SpikeJitterTauS)} tau_s");
        output.Text.MarkupLineInterpolated($"dead neurons: {List(result.DeadNeurons)}");
        output.Text.MarkupLineInterpolated($"stuck weight bits: {List([.. result.StuckBits.Select(b => $"{(b.Hemisphere == 0 ? "top" : "bottom")} row {b.Row} column {b.Column} bit {b.Bit} = {(b.Value ? 1 : 0)}")])}");
        output.Result(result);
        return ExitCode.Ok;
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> parts) =>
        parts.Count == 0 ? "none" : $"{parts.Count}: {string.Join(", ", parts.Take(ShownParts))}{(parts.Count > ShownParts ? ", ..." : string.Empty)}";
}
