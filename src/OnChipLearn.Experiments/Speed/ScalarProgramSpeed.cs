using OnChipLearn.Experiments.Corpora;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Speed;

/// <summary>A processor alone, on the compiled C programs of the RTL corpus.</summary>
/// <param name="fixtures">Folder of the measured corpora; null where there is none.</param>
public sealed class ScalarProgramSpeed(string? fixtures) : ISpeedPart
{
    /// <summary>Clock of the processors in Hz.</summary>
    public const double Clock = 250e6;

    private const string Kind = "compiled-c";
    private const long SliceCycles = 8_000_000;

    /// <summary>The translator records first, and its own code is optimised while it runs.</summary>
    private const long TranslatorSliceCycles = 60_000_000;
    private const int Slices = 6;

    private static readonly SpeedLine Translator =
        new("translatorOverInterpreter", "translator over interpreter, compiled C programs", "", SpeedBar.AtLeast(8), null, "or 0.5 in the next line");

    private static readonly SpeedLine RealTime =
        new("ppuScalarRealTimeFactor", "simulated cycles per CPU second over 250 MHz, compiled C programs", "", SpeedBar.AtLeast(0.5), null, "translator");

    public string Name => "processor on compiled C programs";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var corpus = fixtures is null ? null : Path.Combine(fixtures, "timing", "rtl-programs.jsonl.gz");
        if (corpus is null || !File.Exists(corpus))
        {
            const string Reason = "no corpus (--fixtures)";
            return [Translator.NotMeasured(Reason), RealTime.NotMeasured(Reason)];
        }

        CorpusProgram[] programs = [.. CorpusReader.Read(corpus).Where(program => program.Kind == Kind)];
        var interpreter = Fastest(new CorpusSpeed(programs), SliceCycles, time);
        var translator = Fastest(new CorpusSpeed(programs, CoreEngine.Translator), TranslatorSliceCycles, time);
        return [Translator with { Figure = translator / interpreter }, RealTime with { Figure = translator / Clock }];
    }

    /// <summary>Cycles per CPU second of the fastest slice.</summary>
    private static double Fastest(CorpusSpeed speed, long sliceCycles, ICpuTime time) => Enumerable.Range(0, Slices).Max(_ =>
    {
        var cycles = 0L;
        var seconds = time.SecondsOf(() => cycles = speed.Run(sliceCycles));
        return cycles / seconds;
    });
}
