using OnChipLearn.Experiments.Corpora;

namespace OnChipLearn.Experiments.Speed;

/// <summary>A processor alone, on the compiled C programs of the RTL corpus.</summary>
/// <param name="fixtures">Folder of the measured corpora; null where there is none.</param>
public sealed class ScalarProgramSpeed(string? fixtures) : ISpeedPart
{
    /// <summary>Clock of the processors in Hz.</summary>
    public const double Clock = 250e6;

    private const string Kind = "compiled-c";
    private const long SliceCycles = 8_000_000;
    private const int Slices = 6;

    private static readonly SpeedLine Translator =
        new("translatorOverInterpreter", "translator over interpreter, compiled C programs", "", SpeedBar.AtLeast(8), null, "there is no translator yet");

    private static readonly SpeedLine RealTime =
        new("ppuScalarRealTimeFactor", "simulated cycles per CPU second over 250 MHz, compiled C programs", "", SpeedBar.AtLeast(0.5), null, "interpreter");

    public string Name => "processor on compiled C programs";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var corpus = fixtures is null ? null : Path.Combine(fixtures, "timing", "rtl-programs.jsonl.gz");
        if (corpus is null || !File.Exists(corpus))
        {
            const string Reason = "no corpus (--fixtures)";
            return [Translator.NotMeasured(Reason), RealTime.NotMeasured(Reason)];
        }

        var speed = new CorpusSpeed([.. CorpusReader.Read(corpus).Where(program => program.Kind == Kind)]);
        var perSecond = Enumerable.Range(0, Slices).Max(_ =>
        {
            var cycles = 0L;
            var seconds = time.SecondsOf(() => cycles = speed.Run(SliceCycles));
            return cycles / seconds;
        });
        return [Translator, RealTime with { Figure = perSecond / Clock }];
    }
}
