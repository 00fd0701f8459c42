using System.Diagnostics;
using System.Globalization;
using OnChipLearn.Experiments.Corpora;
using PpuSim.Translation;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary>
/// Simulated cycles per second of this process's CPU time, by kind of program, against the simulation of the RTL: the fastest of several slices, because
/// a slice pays for what else runs on the machine and for code that is still being optimised.
/// </summary>
internal static class CorpusTiming
{
    private const long SliceCycles = 8_000_000;
    private const int Slices = 6;

    // The translator records first, and its own code is optimised while it runs.
    private const long TranslatorSliceCycles = 60_000_000;

    /// <param name="Kind">Kind of program as the corpus names it.</param>
    /// <param name="Programs">Programs of the kind.</param>
    /// <param name="CyclesPerCpuSecond">Simulated cycles per second of CPU time.</param>
    /// <param name="OverRtlSimulation">Ratio to <see cref="CorpusSpeed.RtlCyclesPerSecond"/>.</param>
    /// <param name="OverInterpreter">Ratio to the interpreter in the same run.</param>
    internal sealed record Speed(string Kind, int Programs, double CyclesPerCpuSecond, double OverRtlSimulation, double OverInterpreter);

    public static IReadOnlyList<Speed> Measure(IEnumerable<CorpusProgram> programs, CoreEngine engine) =>
        [.. programs.GroupBy(program => program.Kind).Select(kind => Measure(kind.Key, [.. kind], engine))];

    public static Table Table(IReadOnlyList<Speed> speeds)
    {
        var table = new Table().AddColumn("kind").AddColumn(Right("programs")).AddColumn(Right("cycles per CPU second")).AddColumn(Right("over RTL simulation")).AddColumn(Right("over interpreter"));
        foreach (var speed in speeds)
        {
            table.AddRow(
                Markup.Escape(speed.Kind), speed.Programs.ToString(CultureInfo.InvariantCulture), speed.CyclesPerCpuSecond.ToString("N0", CultureInfo.InvariantCulture),
                speed.OverRtlSimulation.ToString("0", CultureInfo.InvariantCulture) + "x",
                speed.OverInterpreter.ToString("0.0", CultureInfo.InvariantCulture) + "x");
        }

        return table;
    }

    private static Speed Measure(string kind, IReadOnlyList<CorpusProgram> programs, CoreEngine engine)
    {
        var interpreter = Fastest(new CorpusSpeed(programs), SliceCycles);
        var perSecond = engine == CoreEngine.Interpreter ? interpreter : Fastest(new CorpusSpeed(programs, engine), TranslatorSliceCycles);
        return new Speed(
            kind, programs.Count, Math.Round(perSecond), Math.Round(perSecond / CorpusSpeed.RtlCyclesPerSecond, 1), Math.Round(perSecond / interpreter, 2));
    }

    private static double Fastest(CorpusSpeed speed, long cycles) => Enumerable.Range(0, Slices).Max(_ => MeasureSlice(speed, cycles));

    private static double MeasureSlice(CorpusSpeed speed, long sliceCycles)
    {
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var cycles = speed.Run(sliceCycles);
        process.Refresh();
        return cycles / (process.TotalProcessorTime - start).TotalSeconds;
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();
}
