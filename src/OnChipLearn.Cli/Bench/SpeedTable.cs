using System.Globalization;
using OnChipLearn.Experiments.Speed;
using Spectre.Console;

namespace OnChipLearn.Cli.Bench;

/// <summary>The lines of <c>bench</c> as a table and as JSON.</summary>
internal static class SpeedTable
{
    /// <param name="Field">Field that holds the figure.</param>
    /// <param name="What">What was measured.</param>
    /// <param name="Unit">Unit of figure and bar.</param>
    /// <param name="Bar">The bar, or null.</param>
    /// <param name="BarIsLeast">Whether the figure is to be at least the bar rather than at most.</param>
    /// <param name="Figure">What was measured, or null.</param>
    /// <param name="Ratio">Above 1: better than the bar by this factor.</param>
    /// <param name="Holds">Whether the bar is reached.</param>
    /// <param name="Note">How it was measured, or why not.</param>
    internal sealed record Line(
        string Field, string What, string Unit, double? Bar, bool? BarIsLeast, double? Figure, double? Ratio, bool? Holds, string? Note);

    public static Table Of(IEnumerable<SpeedLine> lines)
    {
        var table = new Table().Title("Speed (CPU time where not said otherwise)").AddColumn("what").AddColumn(Right("figure")).AddColumn(Right("bar")).AddColumn(Right("ratio")).AddColumn("note");
        foreach (var line in lines)
        {
            table.AddRow(
                new Text(line.What), new Text(line.Figure is { } figure ? Number(figure, line.Unit) : "not measured"),
                new Text(line.Bar is { } bar ? (bar.IsLeast ? ">= " : "<= ") + Number(bar.Value, line.Unit) : ""),
                new Markup(line.Ratio is { } ratio ? $"[{(line.Holds == true ? "green" : "red")}]{Number(ratio, "")}[/]" : ""), new Text(line.Note ?? ""));
        }

        return table;
    }

    /// <summary>One field per line (null: not measured), and all lines with their bars under <c>lines</c>.</summary>
    public static IReadOnlyDictionary<string, object?> Json(IReadOnlyList<SpeedLine> lines)
    {
        var result = lines.ToDictionary(line => line.Field, line => (object?)line.Figure);
        result["lines"] = lines.Select(line => new Line(
            line.Field, line.What, line.Unit, line.Bar?.Value, line.Bar?.IsLeast, line.Figure, line.Ratio, line.Holds, line.Note));
        return result;
    }

    private static string Number(double value, string unit)
    {
        var text = value.ToString(Math.Abs(value) < 0.01 && value != 0 ? "G2" : "0.##", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? text : $"{text} {unit}";
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();
}
