using OnChipLearn.Board.Energy;
using OnChipLearn.Experiments.Plots;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Energy;

/// <summary>
/// The energy part of a run folder: <c>energy.json</c> (per seed), <c>activity-seed-N.jsonl</c> for <c>board monitor --activity</c>, and
/// <c>rail-power.png</c> (a few trials of the first seed). Nothing is written for engines without a chip.
/// </summary>
public static class EnergyFiles
{
    /// <summary>The activity log of a seed.</summary>
    public static string ActivityFile(string folder, ulong seed) => Path.Combine(folder, $"activity-seed-{seed}.jsonl");

    /// <summary>Writes the files of all seeds that counted their activity.</summary>
    public static void Write(string folder, IReadOnlyList<SeedResult> results)
    {
        var counted = results.Where(result => result.Costs.Activity is not null).ToArray();
        if (counted.Length == 0)
        {
            return;
        }

        File.WriteAllText(
            Path.Combine(folder, "energy.json"),
            ResultJson.Write(new { seeds = counted.Select(result => new { result.Seed, energy = result.Costs.Energy }), published = PublishedFigures.All }));
        foreach (var result in counted)
        {
            File.WriteAllLines(ActivityFile(folder, result.Seed), result.Costs.Activity!.Intervals.Select(ActivityLog.Write));
        }

        var (from, to) = counted[0].Costs.Activity!.FineNanoseconds;
        if (to > from)
        {
            var meter = counted[0].Costs.Activity!.Meter;
            var title = $"Rail power, training trials {TrainingActivity.FirstFineTrial} to {TrainingActivity.FirstFineTrial + TrainingActivity.FineTrials - 1}, seed {counted[0].Seed}";
            RailPowerPlot.Save(Path.Combine(folder, "rail-power.png"), meter.Trace, meter.Table, from, to, title);
        }
    }
}
