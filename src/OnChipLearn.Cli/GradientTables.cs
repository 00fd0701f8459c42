using System.Globalization;
using OnChipLearn.Experiments.GradientChecks;
using OnChipLearn.Experiments.GradientChecks.OnDevice;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>The tables of <c>gradcheck</c> for a rule of the firmware.</summary>
internal static class GradientTables
{
    public static void Show(CommandOutput output, FirmwareGradientResult result, string folder)
    {
        var state = result.State;
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{state.Rule} on chip {state.Chip}, seed {state.Seed}, {state.Hidden} hidden, after epoch {state.Epoch} (validation {100 * state.ValidationAccuracy:F1} %), {result.Samples} training samples, {result.SilentLabels} with a silent label output");
        var agreement = new Table().Title("medians against float64 EventProp on the same recorded spikes")
            .AddColumns("gradient", "reference", "weights", "cosine", "relative error", "equal signs");
        Add(agreement, "firmware", "same clamp (the bar)", result.Bar);
        Add(agreement, "firmware", "no clamp", result.Unclamped);
        if (result.Errors is { } errors)
        {
            Add(agreement, "firmware's formulas, all exact", "same clamp", errors.AllExact);
        }

        output.Text.Write(agreement);
        if (result.Errors is { } table)
        {
            ShowSources(output, table);
        }

        output.Text.MarkupLineInterpolated($"state, cosines of all samples and their histogram: {folder}");
    }

    private static void ShowSources(CommandOutput output, ErrorSourceTable result)
    {
        var sources = new Table().Title("sources of error: median cosines against float64 EventProp on float64 spikes, unrounded times and weights")
            .AddColumns("source", "hidden, only this exact", "output, only this exact", "hidden, only this in effect", "output, only this in effect");
        foreach (var line in result.Sources)
        {
            sources.AddRow(Words(line.Source), Cosine(line.Exact.Cosine.Hidden), Cosine(line.Exact.Cosine.Output), Cosine(line.Alone.Cosine.Hidden), Cosine(line.Alone.Cosine.Output));
        }

        sources.AddRow(
            "none / all", Cosine(result.NothingExact.Cosine.Hidden), Cosine(result.NothingExact.Cosine.Output),
            Cosine(result.EverythingExact.Cosine.Hidden), Cosine(result.EverythingExact.Cosine.Output));
        sources.AddRow("firmware on the chip's spikes", Cosine(result.Chip.Cosine.Hidden), Cosine(result.Chip.Cosine.Output), "", "");
        output.Text.Write(sources);
    }

    private static void Add(Table table, string gradient, string reference, AgreementMedians medians)
    {
        AddLayer(table, gradient, reference, "hidden", medians.Cosine.Hidden, medians.RelativeError.Hidden, medians.SignAgreement.Hidden);
        AddLayer(table, gradient, reference, "output", medians.Cosine.Output, medians.RelativeError.Output, medians.SignAgreement.Output);
    }

    private static void AddLayer(Table table, string gradient, string reference, string layer, double cosine, double error, double signs) => table.AddRow(
        gradient, reference, layer, Cosine(cosine), error.ToString("G3", CultureInfo.InvariantCulture), signs.ToString("F4", CultureInfo.InvariantCulture));

    private static string Words(string name) => string.Concat(name.Select((letter, place) => place > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Cosine(double value) => value.ToString("F6", CultureInfo.InvariantCulture);
}
