using System.Globalization;
using System.Text.Json;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Experiments.Speed;
using OnChipLearn.Experiments.Speed.AnalogLoads;

namespace OnChipLearn.Cli.Bench;

/// <summary>
/// The analog core alone beside its scalar tier, Brian2's C++ standalone mode and an auto-vectorized C loop on the same networks, all on one thread.
/// The programs outside measure their own CPU time; their sources lie in fixtures/analog.
/// </summary>
/// <param name="fixtures">Folder of the sources; null where there is none.</param>
/// <param name="rounds">Runs of each workload; the fastest counts.</param>
internal sealed class AnalogCoreSpeed(string? fixtures, int rounds) : ISpeedPart
{
    private const string Python = "/usr/bin/python3"; // Debian's packages belong to Debian's interpreter
    private const string Compiler = "gcc";
    private const string NotInstalled = "not installed";
    private const int NoBrian = 3; // exit code of the script
    private const int TickNs = 8;
    private const int CoarseNs = 100;
    private const int BrianSteps = 40_000;
    private const int PlainRowEvents = 20_000;
    private const int Sparse = 5; // rows per ten steps
    private const int Dense = 50;
    private const int Turns = 5; // of the C program and the core
    private const int ScalarRounds = 10; // per hundred: the scalar tier is slow, and only a ratio is wanted

    public string Name => "analog core beside C";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var tier = SimdTiers.Widest;
        var slow = Math.Max(rounds * ScalarRounds / 100, 1);
        var trials = new YinYangTrialWorkload(tier);
        var trial = RealTime(trials, rounds);
        var fullChip = new FullChipWorkload(tier);
        var chip = RealTime(fullChip, rounds);
        return
        [
            new("analogTrialRealTimeFactor", $"analog core alone, emulated time over CPU time, {trials.Description}", "", null, trial, $"{tier}"),
            new("analogTrialOverScalar", "the same over scalar C#", "", null, trial / RealTime(new YinYangTrialWorkload(SimdTier.Scalar), slow)),
            new("analogFullChipRealTimeFactor", $"analog core alone, emulated time over CPU time, {fullChip.Description}", "", SpeedBar.AtLeast(1), chip, $"{tier}"),
            new("analogFullChipOverScalar", "the same over scalar C#", "", SpeedBar.AtLeast(8), chip / RealTime(new FullChipWorkload(SimdTier.Scalar), slow)),
            OverBrian(chip, "analogFullChipOverBrian2", SpeedBar.AtLeast(10), TickNs),
            OverBrian(chip, "analogFullChipOverCoarseBrian2", null, CoarseNs),
            OverC("analogOverC", Sparse),
            OverC("analogOverCDense", Dense),
        ];

        double RealTime(IAnalogWorkload workload, int count) => workload.EmulatedMicroseconds / time.MicrosecondsPerOperation(workload, count);

        SpeedLine OverC(string field, int rows)
        {
            var plain = new PlainNetworkWorkload(rows, tier, NeuronModel.PlainLeakyIntegrateAndFire);
            var line = new SpeedLine(field, $"{plain.Description}, plain model on that grid, over auto-vectorized C", "", SpeedBar.AtLeast(1), null);
            var core = 0.0;
            return Beside(line, PlainLoop(rows, () => core = Math.Max(core, RealTime(plain, rounds))), loop =>
            {
                var exact = RealTime(new PlainNetworkWorkload(rows, tier, NeuronModel.LeakyIntegrateAndFire), slow);
                return line with
                {
                    Figure = core / RealTimeOf(loop),
                    Note = string.Create(
                        CultureInfo.InvariantCulture,
                        $"C: {loop.GetProperty("neuronUpdatesPerSecond").GetDouble() / 1e9:F2} G neuron updates/s; core: {core:F3} of real time, {exact:F3} with the exact model"),
                };
            });
        }
    }

    private SpeedLine OverBrian(double core, string field, SpeedBar? bar, int stepNs)
    {
        var line = new SpeedLine(field, $"the same over Brian2 C++ standalone, steps of {stepNs} ns", "", bar, null);
        var microseconds = BrianSteps * stepNs / 1000;
        return Beside(line, Source("brian2_speed.py") is { } script ? Json(ChildProcesses.Run(Python, [script, Text(stepNs), Text(microseconds)])) : (null, "no sources (--fixtures)"), brian => line with
        {
            Figure = core / RealTimeOf(brian),
            Note = string.Create(CultureInfo.InvariantCulture, $"Brian2 {brian.GetProperty("brian2").GetString()}: {RealTimeOf(brian):F4} of real time"),
        });
    }

    // The program and something else in turn, so that both see the same clock; the program's fastest run counts.
    private (JsonElement? Result, string Reason) PlainLoop(int rows, Action between)
    {
        if (Source("plain_lif.c") is not { } source)
        {
            return (null, "no sources (--fixtures)");
        }

        var folder = Directory.CreateTempSubdirectory("onchiplearn-bench-");
        try
        {
            var program = Path.Combine(folder.FullName, "plain_lif");
            if (ChildProcesses.Run(Compiler, ["-O3", "-march=native", "-ffast-math", source, "-o", program, "-lm"]) is not { ExitCode: 0 })
            {
                return (null, $"{Compiler} {NotInstalled}");
            }

            JsonElement? fastest = null;
            for (var turn = 0; turn < Turns; turn++)
            {
                var run = Json(ChildProcesses.Run(program, [Text(rows), Text(PlainRowEvents * 10 / rows)]));
                if (run.Result is not { } result)
                {
                    return run;
                }

                fastest = fastest is { } before && RealTimeOf(before) > RealTimeOf(result) ? before : result;
                between();
            }

            return (fastest, string.Empty);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SpeedLine Beside(SpeedLine line, (JsonElement? Result, string Reason) run, Func<JsonElement, SpeedLine> measured) =>
        run.Result is { } result ? measured(result) : line.NotMeasured(run.Reason);

    private static (JsonElement? Result, string Reason) Json(ChildProcesses.Outcome? outcome) => outcome switch
    {
        null => (null, NotInstalled),
        { ExitCode: NoBrian } => (null, $"Brian2 {NotInstalled} (Debian: python3-brian, g++)"),
        { ExitCode: 0 } => (JsonDocument.Parse(outcome.Output.TrimEnd().Split('\n')[^1]).RootElement, string.Empty),
        _ => (null, $"failed with exit code {outcome.ExitCode}"),
    };

    private static double RealTimeOf(JsonElement result) => result.GetProperty("emulatedMicroseconds").GetDouble() / (1e6 * result.GetProperty("cpuSeconds").GetDouble());

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string? Source(string name)
    {
        var file = fixtures is null ? null : Path.Combine(fixtures, "analog", name);
        return File.Exists(file) ? file : null;
    }
}
