using System.CommandLine;
using OnChipLearn.Board;
using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Monitoring;
using OnChipLearn.Board.Workloads;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.Plots;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>board monitor</c>: reads every part over I2C while activity is played on the chip, and sets the readings against the counters.</summary>
internal static class BoardMonitorCommand
{
    private static readonly Option<FileInfo?> ActivityFile = new("--activity") { Description = "Play the activity of a file (JSON lines, as experiments write it)." };
    private static readonly Option<string> Workload = new("--workload") { Description = "Without --activity: what the chip does. The estimate is the design's guess of on-chip training, not a measurement.", DefaultValueFactory = _ => Estimate };
    private static readonly Option<int> Seed = new("--seed") { Description = "Varies the spikes of the estimate.", DefaultValueFactory = _ => 1 };
    private static readonly Option<double?> Milliseconds = new("--milliseconds") { Description = "Board time to run (default: to the end of --activity, at least 100)." };
    private static readonly Option<double> Pause = new("--pause-milliseconds") { Description = "Board time between two rounds of readings.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Samples = new("--samples") { Description = "Samples that the monitors average (a power of two, 1 to 128).", DefaultValueFactory = _ => 8 };
    private static readonly Option<int> Range = new("--range-millivolts") { Description = "Shunt range of the monitors: 40, 80, 160 or 320.", DefaultValueFactory = _ => 40 };
    private static readonly Option<FileInfo?> Table = new("--energy-table") { Description = "Energy table to use instead of the default (see board energy-table)." };
    private static readonly Option<FileInfo?> Log = new("--log") { Description = "Write every reading to a CSV file." };
    private static readonly Option<FileInfo?> Plot = new("--plot") { Description = "Draw rail power over the first --plot-microseconds to a PNG file." };
    private static readonly Option<double> PlotMicroseconds = new("--plot-microseconds") { Description = "Chip time that --plot shows.", DefaultValueFactory = _ => 80 };

    private const string Estimate = "yin-yang-estimate";
    private const double ShortestSeconds = 0.1;
    private const string Idle = "idle";
    private const int FineStepNanoseconds = 1000;
    private const long IdleStepNanoseconds = 1_000_000;

    public static Command Create()
    {
        Workload.AcceptOnlyFromAmong(Estimate, Idle);
        var command = new Command("monitor", "Read all power monitors, the thermometer and the identity while the chip works.")
        {
            ActivityFile, Workload, Seed, Milliseconds, Pause, Samples, Range, Table, Log, Plot, PlotMicroseconds,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var seconds = arguments.GetValue(Milliseconds) is { } given ? Positive(given, "--milliseconds") / 1e3 : DefaultSeconds(arguments);
        var table = arguments.GetValue(Table) is { } file ? EnergyTable.Load(file.FullName) : EnergyTable.Default;
        using var log = arguments.GetValue(Log) is { } path ? new StreamWriter(path.FullName) : null;
        log?.WriteLine(MonitorLog.Header());
        var result = MonitoredRun.Run(
            new MonitoredRunOptions
            {
                Table = table,
                Activity = Activity(arguments, seconds),
                Seconds = seconds,
                PauseSeconds = Positive(arguments.GetValue(Pause), "--pause-milliseconds") / 1e3,
                Averaging = Averaging(arguments.GetValue(Samples)),
                Range = ShuntRange(arguments.GetValue(Range)),
                OnReading = (time, reading) => log?.WriteLine(MonitorLog.Line(time, reading)),
            },
            out var trace);
        if (arguments.GetValue(Plot) is { } plot)
        {
            var until = (long)(Positive(arguments.GetValue(PlotMicroseconds), "--plot-microseconds") * 1e3);
            RailPowerPlot.Save(plot.FullName, trace, table, 0, until, $"Rail power, {Source(arguments)}");
        }

        var checks = MnistInferenceEstimate.Checks(table);
        BoardMonitorTables.Print(output.Text, result, checks, Source(arguments));
        output.Result(new { source = Source(arguments), result, published = PublishedFigures.All, plausibility = checks });
        return result.Agrees ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static double DefaultSeconds(ParseResult arguments) => arguments.GetValue(ActivityFile) is null
        ? ShortestSeconds
        : Math.Max(ShortestSeconds, Activity(arguments, ShortestSeconds).Select(interval => interval.UntilNanoseconds).LastOrDefault() / 1e9);

    private static string Source(ParseResult arguments) => arguments.GetValue(ActivityFile)?.Name ?? arguments.GetValue(Workload)!;

    private static IEnumerable<ActivityInterval> Activity(ParseResult arguments, double seconds)
    {
        if (arguments.GetValue(ActivityFile) is { } file)
        {
            return file.Exists ? ActivityLog.Read(file.FullName) : throw new BoardException($"{file.FullName}: file not found, expected activity as JSON lines");
        }

        if (arguments.GetValue(Workload) == Idle)
        {
            return IdleChip();
        }

        // Fine steps for a plot, coarse ones for a long run: the energy is the same.
        var estimate = arguments.GetValue(Plot) is null ? new YinYangEstimate() : new YinYangEstimate { StepNanoseconds = FineStepNanoseconds };
        var samples = (long)(2 * seconds * 1e9 / (estimate.TrialNanoseconds + estimate.GapNanoseconds)) + 1;
        return estimate.Training(samples, arguments.GetValue(Seed));
    }

    /// <summary>Both PPUs asleep (2 x 250 MHz of idle cycles), for ever.</summary>
    private static IEnumerable<ActivityInterval> IdleChip()
    {
        for (var end = IdleStepNanoseconds; ; end += IdleStepNanoseconds)
        {
            var interval = new ActivityInterval(end, EnergyPhase.Other);
            interval.Counts(EnergyPhase.Other)[Board.Energy.Activity.PpuIdleCycles] = IdleStepNanoseconds / 2;
            yield return interval;
        }
    }

    private static double Positive(double value, string option) =>
        value > 0 && double.IsFinite(value) ? value : throw new BoardException($"{option}: {value}, expected more than 0");

    private static Ina219AdcResolutionOrSamples Averaging(int samples) => samples switch
    {
        1 => Ina219AdcResolutionOrSamples.Adc12Bit,
        2 => Ina219AdcResolutionOrSamples.Adc2Sample,
        4 => Ina219AdcResolutionOrSamples.Adc4Sample,
        8 => Ina219AdcResolutionOrSamples.Adc8Sample,
        16 => Ina219AdcResolutionOrSamples.Adc16Sample,
        32 => Ina219AdcResolutionOrSamples.Adc32Sample,
        64 => Ina219AdcResolutionOrSamples.Adc64Sample,
        128 => Ina219AdcResolutionOrSamples.Adc128Sample,
        _ => throw new BoardException($"--samples: {samples}, expected 1, 2, 4, 8, 16, 32, 64 or 128"),
    };

    private static Ina219PgaSensitivity ShuntRange(int millivolts) => millivolts switch
    {
        40 => Ina219PgaSensitivity.PlusOrMinus40mv,
        80 => Ina219PgaSensitivity.PlusOrMinus80mv,
        160 => Ina219PgaSensitivity.PlusOrMinus160mv,
        320 => Ina219PgaSensitivity.PlusOrMinus320mv,
        _ => throw new BoardException($"--range-millivolts: {millivolts}, expected 40, 80, 160 or 320"),
    };
}
