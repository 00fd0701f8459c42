using System.Globalization;
using OnChipLearn.Chip;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Speed;

/// <summary>
/// Processors and analog core in the learning loop. The loop runs with both, then the trained chip plays the same number of trials with the processors
/// asleep: what that takes belongs to the analog core, events and player, the rest to the processors.
/// </summary>
/// <param name="dataFolder">Folder with the six Yin-Yang arrays.</param>
public sealed class LearningLoopSpeed(string dataFolder) : ISpeedPart
{
    private const int Samples = 1000;
    private const int OtherSamples = 10;

    /// <summary>In the first epochs the translator records and compiles.</summary>
    private const int WarmEpochs = 40;
    private const int Epochs = 56;

    public string Name => "learning loop";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var task = YinYang.Load(dataFolder, new LatencyEncoding()).Take(Samples, OtherSamples, OtherSamples);
        var setup = new FirmwareSetup(new TrainingRequest { Epochs = Epochs, DataFolder = dataFolder }, seed: 0, task);
        var run = new OnChipRun(setup, CorePreset.HicannX.Core);
        run.WaitForEpoch(WarmEpochs);
        var (learned, simulated, trials) = (LearningCycles(run), Cycles(run), run.Chip.Player.TrialsBegun);
        var together = time.SecondsOf(() =>
        {
            run.WaitForEpoch(Epochs);
            run.Finish();
        });
        (learned, simulated) = (LearningCycles(run) - learned, Cycles(run) - simulated);
        trials = run.Chip.Player.TrialsBegun - trials;

        var period = run.Chip.Configuration.Trials.PeriodCycles;
        Play(run.Chip, Samples, period);
        var analog = time.SecondsOf(() => Play(run.Chip, trials, period));
        var processors = together - analog;
        return
        [
            new(
                "ppuRealTimeFactor", "simulated cycles per CPU second over 250 MHz, learning firmware", "", SpeedBar.AtLeast(1),
                processors > 0 ? learned / processors / ScalarProgramSpeed.Clock : null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"both processors, translator, warm; without cycles of waiting, which are simulated as well: with them {simulated / processors / ScalarProgramSpeed.Clock:F2}")),
            new(
                "analogRealTimeFactor", "analog core, emulated time over CPU time, Yin-Yang trials", "", SpeedBar.AtLeast(2),
                trials * period / ScalarProgramSpeed.Clock / analog, "trained chip, typical, with player and recorder"),
        ];
    }

    private static long LearningCycles(OnChipRun run) => run.Phases.Sum(phases => phases.Sum.Learning - phases.Sum.Barrier);

    // Waiting included.
    private static long Cycles(OnChipRun run) => run.Phases.Sum(phases => phases.Sum.Learning + phases.Sum.Wait);

    private static void Play(HicannX chip, long trials, int period)
    {
        for (var trial = 0L; trial < trials; trial++)
        {
            chip.RequestSample((uint)(trial % Samples));
            chip.AdvanceTo(chip.Now + period);
        }
    }
}
