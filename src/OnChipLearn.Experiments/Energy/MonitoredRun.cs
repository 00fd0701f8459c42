using System.Collections.Immutable;
using OnChipLearn.Board;
using OnChipLearn.Board.Drivers;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Monitoring;
using OnChipLearn.Board.Rails;
using OnChipLearn.Board.Workloads;

namespace OnChipLearn.Experiments.Energy;

/// <summary>What to monitor, for how long, how.</summary>
public sealed record MonitoredRunOptions
{
    /// <summary>Energy per event and standby power.</summary>
    public required EnergyTable Table { get; init; }

    /// <summary>What the chip does, from board time 0.</summary>
    public required IEnumerable<ActivityInterval> Activity { get; init; }

    /// <summary>Board time to run, s.</summary>
    public double Seconds { get; init; } = 0.1;

    /// <summary>Board time between two rounds of readings, s, beside what the bus takes.</summary>
    public double PauseSeconds { get; init; } = 5e-3;

    /// <summary>Resolution or averaging of the monitors.</summary>
    public Ina219AdcResolutionOrSamples Averaging { get; init; } = Ina219AdcResolutionOrSamples.Adc8Sample;

    /// <summary>Shunt range of the monitors.</summary>
    public Ina219PgaSensitivity Range { get; init; } = Ina219PgaSensitivity.PlusOrMinus40mv;

    /// <summary>Called with the board time (ns) and each round of readings.</summary>
    public Action<long, BoardReading>? OnReading { get; init; }
}

/// <summary>A rail's means over the run as the monitor saw them, the energy they add up to, and the truth.</summary>
public sealed record MonitoredRail(
    string Name, double MeanVolts, double MeanAmperes, double MeanWatts, double Joules, double CounterJoules, double QuantizationJoules, bool Clipped);

/// <summary>Readings, energy from the counters, and how well they agree.</summary>
/// <param name="UniqueIdentifier">The board's serial number, hexadecimal.</param>
/// <param name="Seconds">Board time.</param>
/// <param name="Readings">Rounds of readings.</param>
/// <param name="BusClocks">Bits on the I2C bus.</param>
/// <param name="Celsius">Last temperature.</param>
/// <param name="Settings">Potentiometers, reference converter, port expander.</param>
/// <param name="Rails">The six rails.</param>
/// <param name="MonitorJoules">Energy from the readings.</param>
/// <param name="CounterJoules">Energy from the counters and the table, same time.</param>
/// <param name="Agrees">True if they differ by no more than 1 % and the monitors' steps, on every rail and in total.</param>
/// <param name="Energy">Energy by phase, consumer and rail, of all activity played.</param>
/// <param name="TrainingSampleJoules">Energy per training sample: of the training phase, or of all phases where inference and learning are recorded apart; null without learning.</param>
/// <param name="TrainingSampleSigmaJoules">Its standard uncertainty.</param>
/// <param name="SupplyEvents">What happened to the chip's supply.</param>
public sealed record MonitoredRunResult(
    string UniqueIdentifier,
    double Seconds,
    int Readings,
    long BusClocks,
    double Celsius,
    BoardSettings Settings,
    ImmutableArray<MonitoredRail> Rails,
    double MonitorJoules,
    double CounterJoules,
    bool Agrees,
    EnergyReport Energy,
    double? TrainingSampleJoules,
    double? TrainingSampleSigmaJoules,
    IReadOnlyList<string> SupplyEvents);

/// <summary>Lets a board run with activity on its chip while a program reads all its parts over I2C.</summary>
public static class MonitoredRun
{
    private const double Tolerance = 0.01;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Runs; the trace that comes back holds the energy of each interval for plots.</summary>
    public static MonitoredRunResult Run(MonitoredRunOptions options, out RailTrace trace)
    {
        var meter = new EnergyMeter(options.Table, trace = new RailTrace());
        var board = new EmulatedBoard(options.Table, trace);
        using var workload = new LiveWorkload(board, meter, options.Activity);
        using var monitor = new BoardMonitor(board.Bus, options.Averaging, options.Range);
        var end = (long)(options.Seconds * NanosecondsPerSecond);
        board.Clock.Advance(Math.Min(end / 2, FirstReadings(options.Averaging)));

        var integral = new EnergyIntegral(0);
        var sums = new double[RailSpecification.Count, 3];
        var clipped = new bool[RailSpecification.Count];
        var rounds = 0;
        BoardReading reading;
        do
        {
            board.Clock.Advance((long)(options.PauseSeconds * NanosecondsPerSecond));
            reading = monitor.Poll();
            integral.Add(board.Clock.Nanoseconds, reading);
            options.OnReading?.Invoke(board.Clock.Nanoseconds, reading);
            rounds++;
            for (var i = 0; i < RailSpecification.Count; i++)
            {
                var rail = reading.Rails[i];
                sums[i, 0] += rail.Volts;
                sums[i, 1] += rail.Amperes;
                sums[i, 2] += rail.Watts;
                clipped[i] |= rail.Clipped;
            }
        }
        while (board.Clock.Nanoseconds < end);

        var now = board.Clock.Nanoseconds;
        var settings = monitor.ReadSettings();
        var rails = RailSpecification.All.Select(rail =>
        {
            var i = (int)rail.Rail;
            return new MonitoredRail(
                rail.Name,
                sums[i, 0] / rounds,
                sums[i, 1] / rounds,
                sums[i, 2] / rounds,
                integral.Joules(rail.Rail),
                meter.Trace.Joules(rail.Rail, 0, now) + (options.Table.StandbyWatts(rail.Rail) * now / NanosecondsPerSecond),
                integral.QuantizationJoules(rail.Rail),
                clipped[i]);
        }).ToImmutableArray();
        var report = EnergyReport.Of(meter);
        var learned = meter.Samples(EnergyPhase.Learning);
        var training = report.Phases[(int)EnergyPhase.Training];
        return new MonitoredRunResult(
            $"0x{monitor.UniqueIdentifier:X8}",
            now / NanosecondsPerSecond,
            rounds,
            board.Bus.BusClocks,
            reading.Celsius,
            settings,
            rails,
            integral.TotalJoules,
            rails.Sum(rail => rail.CounterJoules),
            rails.All(Agrees) && Agrees(integral.TotalJoules, rails.Sum(rail => rail.CounterJoules), integral.TotalQuantizationJoules),
            report,
            training.PerSampleJoules ?? (learned > 0 ? report.Joules / learned : null),
            training.PerSampleSigmaJoules ?? (learned > 0 ? report.SigmaJoules / learned : null),
            board.Supply.Events);
    }

    /// <summary>The readings are not of power-up any more: two cycles of both converters, and the thermometer's first conversion.</summary>
    private static long FirstReadings(Ina219AdcResolutionOrSamples averaging) =>
        Math.Max(Board.Parts.Tmp112Part.ConversionNanoseconds, 4 * Board.Parts.Ina219Conversion.Nanoseconds((int)averaging >> 3)) + 1_000_000;

    private static bool Agrees(MonitoredRail rail) => !rail.Clipped && Agrees(rail.Joules, rail.CounterJoules, rail.QuantizationJoules);

    private static bool Agrees(double measured, double counted, double quantization) =>
        Math.Abs(measured - counted) <= (Tolerance * counted) + quantization;
}
