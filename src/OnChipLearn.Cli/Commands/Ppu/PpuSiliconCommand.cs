using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.Silicon;
using PpuSim.Timing;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu silicon</c>: access times of a preset against what the vendor's tests assert on the chip.</summary>
internal static class PpuSiliconCommand
{
    private static readonly Option<string> Preset = new("--preset") { Description = "Latencies: rtl or hicann-x.", DefaultValueFactory = _ => CorePreset.HicannX.Name };

    public static Command Create()
    {
        Preset.AcceptOnlyFromAmong([.. CorePreset.All.Select(preset => preset.Name)]);
        var command = new Command("silicon", "Time memory accesses as the vendor's tests do and compare with the figures measured on the chip.") { Preset };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var rows = SiliconTable.Measure(CorePreset.All.Single(preset => preset.Name == arguments.GetValue(Preset)));
        var table = new Table().AddColumn("access").AddColumn(Right("cycles")).AddColumn(Right("silicon")).AddColumn(Right("tolerance")).AddColumn("verdict");
        foreach (var row in rows)
        {
            table.AddRow(row.Figure.Access, Number(row.Measured), Number(row.Figure.Cycles), "+- " + Number(row.Figure.Tolerance), Verdict(row));
        }

        output.Text.Write(table);
        var accepted = rows.All(row => row.IsAccepted);
        output.Result(new
        {
            preset = arguments.GetValue(Preset),
            accepted,
            rows = rows.Select(row => new
            {
                row.Figure.Access, measuredCycles = row.Measured, siliconCycles = row.Figure.Cycles, toleranceCycles = row.Figure.Tolerance, row.IsWithinTolerance, row.Figure.IsOutlier,
            }),
        });
        return accepted ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static string Verdict(SiliconMeasurement row) =>
        row.IsWithinTolerance ? "ok" : row.Figure.IsOutlier ? "outlier of the vendor's, reported only" : "out of tolerance";

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
