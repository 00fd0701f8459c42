using System.Globalization;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Monitoring;
using OnChipLearn.Board.Workloads;
using OnChipLearn.Experiments.Energy;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary>The result of <c>board monitor</c> as tables: rails, energy by consumer, published figures.</summary>
internal static class BoardMonitorTables
{
    public static void Print(IAnsiConsole console, MonitoredRunResult result, IReadOnlyList<PlausibilityCheck> checks, string source)
    {
        console.WriteLine(Invariant($"board {result.UniqueIdentifier}, {result.Celsius:0.0000} C, {result.Seconds * 1e3:0.0} ms of {source}, {result.Readings} rounds of readings, {result.BusClocks} bus clocks"));
        console.Write(Rails(result));
        console.WriteLine($"references {string.Join(", ", result.Settings.ReferenceCodes.Select((code, channel) => $"{(BoardReference)channel} {code}"))}; port expander 0x{result.Settings.ExpanderLevels:X2}");
        console.WriteLine(Invariant($"monitors {result.MonitorJoules * 1e3:0.000} mJ, counters {result.CounterJoules * 1e3:0.000} mJ: {(result.Agrees ? "agree" : "DISAGREE")} within 1 % and the monitors' steps"));
        foreach (var sentence in result.SupplyEvents)
        {
            console.WriteLine(sentence);
        }

        console.Write(Consumers(result.Energy));
        console.Write(Comparison(result, checks, source));
    }

    private static Table Rails(MonitoredRunResult result)
    {
        var table = new Table().Title("Rails, means of the readings").AddColumns("rail", "V", "mA", "mW", "monitor mJ", "counters mJ", "steps mJ", "range", "wiper");
        foreach (var (rail, index) in result.Rails.Select((rail, index) => (rail, index)))
        {
            table.AddRow(
                rail.Name,
                Number(rail.MeanVolts, "0.000"),
                Number(rail.MeanAmperes * 1e3, "0.00"),
                Number(rail.MeanWatts * 1e3, "0.00"),
                Number(rail.Joules * 1e3, "0.000"),
                Number(rail.CounterJoules * 1e3, "0.000"),
                Number(rail.QuantizationJoules * 1e3, "0.000"),
                rail.Clipped ? "OVERFLOW" : "ok",
                $"0x{result.Settings.Wipers[index]:X2}");
        }

        return table;
    }

    private static Table Consumers(EnergyReport report)
    {
        var table = new Table().Title($"Energy per sample by consumer ({Markup.Escape(report.Table)})").AddColumns("phase", "consumer", "events", "nJ", "+-", "evidence");
        foreach (var phase in report.Phases.Where(phase => phase.Joules > 0))
        {
            // Time between samples has no samples of its own: it is spread over the inferences.
            var samples = Math.Max(1, phase.Samples > 0 ? phase.Samples : report.Phases.Max(other => other.Samples));
            foreach (var consumer in phase.Consumers.Where(consumer => consumer.Joules > 0).OrderByDescending(consumer => consumer.Joules))
            {
                table.AddRow(
                    phase.Phase.ToString(),
                    consumer.Consumer,
                    consumer.Count == 0 ? "" : Number((double)consumer.Count / samples, "0.0"),
                    Number(consumer.Joules / samples * 1e9, "0.0"),
                    Number(consumer.SigmaJoules / samples * 1e9, "0.0"),
                    Name(consumer.Evidence));
            }

            table.AddRow(phase.Phase.ToString(), "sum", "", Number(phase.Joules / samples * 1e9, "0.0"), Number(phase.SigmaJoules / samples * 1e9, "0.0"), "");
            table.AddEmptyRow();
        }

        return table;
    }

    private static Table Comparison(MonitoredRunResult result, IReadOnlyList<PlausibilityCheck> checks, string source)
    {
        var table = new Table().Title("Beside published figures").AddColumns("what", "energy", "evidence");
        var inference = result.Energy.Phases[(int)EnergyPhase.Inference];
        if (inference is { PerSampleJoules: { } joules, PerSampleSigmaJoules: { } sigma })
        {
            table.AddRow($"{source}: inference", Energy(joules, sigma), "model");
        }

        if (result is { TrainingSampleJoules: { } training, TrainingSampleSigmaJoules: { } trainingSigma })
        {
            table.AddRow($"{source}: training sample, all phases", Energy(training, trainingSigma), "model");
        }

        foreach (var figure in PublishedFigures.All)
        {
            table.AddRow($"{figure.System}, {figure.Task}: {figure.Per}", Energy(figure.Joules, null), $"published: {figure.Source}");
            if (checks.FirstOrDefault(check => check.Published == figure) is { } check)
            {
                table.AddRow(
                    $"  the model for it (estimated spike counts, {Number(check.Watts * 1e3, "0")} mW)", Energy(check.Joules, check.SigmaJoules), "model");
            }
        }

        return table;
    }

    private static string Energy(double joules, double? sigma)
    {
        var (factor, unit) = joules switch { < 1e-9 => (1e12, "pJ"), < 1e-6 => (1e9, "nJ"), < 1e-4 => (1e6, "uJ"), _ => (1e3, "mJ") };
        var value = Number(joules * factor, "0.##");
        return sigma is { } deviation ? $"{value} +- {Number(deviation * factor, "0.##")} {unit}" : $"{value} {unit}";
    }

    private static string Name(Evidence evidence) => evidence.ToString().ToLowerInvariant();

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
