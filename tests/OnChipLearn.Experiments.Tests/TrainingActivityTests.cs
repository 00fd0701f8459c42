using OnChipLearn.Board.Energy;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests;

/// <summary>A small training on the chip: counting changes nothing, samples and energies add up, the log says the same as the meter.</summary>
public sealed class TrainingActivityTests : IDisposable
{
    private const int Training = 60;
    private const int Evaluation = 8;
    private readonly SmallYinYang _data = new(Training, Evaluation / 2, Evaluation / 2);

    public void Dispose() => _data.Dispose();

    [Fact]
    public void CountingChangesNoResult()
    {
        var counted = Run();
        var plain = Run(("energy", "0"));

        Assert.Null(plain.Costs.Energy);
        Assert.Equal(plain.Epochs, counted.Epochs);
        Assert.Equal(plain.Costs.OnChip!.Phases, counted.Costs.OnChip!.Phases);
        Assert.Equal(plain.Costs.OnChip.MissedDeadlines, counted.Costs.OnChip.MissedDeadlines);
    }

    [Fact]
    public void SamplesTimeAndEnergyAddUp()
    {
        var costs = Run().Costs;
        var energy = costs.Energy!;
        var activity = costs.Activity!;

        Assert.Equal((Training, Evaluation), (energy.TrainingSample!.Samples, energy.Inference!.Samples));
        Assert.Equal(Work(energy.TrainingSample) - Work(energy.Inference), energy.Learning!.Joules, 1e-15);
        Assert.Equal(energy.TrainingSample.Joules, energy.TrainingSample.Rails.Sum(rail => rail.Joules), 1e-15);
        Assert.Equal(
            energy.Run.Joules,
            (Training * energy.TrainingSample.Joules) + (Evaluation * energy.Inference.Joules) + energy.Run.Phases[(int)EnergyPhase.Other].Joules, 1e-12);
        Assert.Equal(costs.ChipSeconds!.Value, energy.Run.Seconds, 1e-6);
        Assert.True(energy.Learning.Consumers.Single(share => share.Consumer == nameof(Activity.VectorMultiplyHalfwords)).Count > 100);
        Assert.InRange(energy.TrainingSample.SigmaJoules / energy.TrainingSample.Joules, 0.02, 0.3);
        var (from, to) = activity.FineNanoseconds;
        Assert.True(activity.Intervals.Count(interval => interval.UntilNanoseconds > from && interval.UntilNanoseconds <= to) > 20 * TrainingActivity.FineTrials);
    }

    private static double Work(SampleEnergy sample) => sample.Consumers
        .Where(share => share.Consumer is not (EnergyReport.Standby or nameof(Activity.PpuStallCycles) or nameof(Activity.PpuIdleCycles))).Sum(share => share.Joules);

    [Fact]
    public void EveryCycleOfBothProcessorsIsAnInstructionAStallOrIdle()
    {
        var costs = Run().Costs;
        ActivityCounts all = default;
        foreach (var phase in Enum.GetValues<EnergyPhase>())
        {
            all.Add(costs.Activity!.Meter.Counts(phase));
        }

        long cycles = 0;
        for (var activity = Activity.ScalarArithmetic; activity <= Activity.VectorInputOutput; activity++)
        {
            cycles += all[activity];
        }

        cycles += all[Activity.PpuStallCycles] + all[Activity.PpuIdleCycles];
        Assert.Equal(1, cycles * 4e-9 / (2 * costs.ChipSeconds!.Value), 0.01);
    }

    [Fact]
    public void TheLogPlaysTheSameEnergy()
    {
        var activity = Run().Costs.Activity!;
        var replay = new EnergyMeter(EnergyTable.Default, new Board.Rails.RailTrace());
        foreach (var interval in activity.Intervals)
        {
            ActivityLog.Parse(ActivityLog.Write(interval), "log").RecordIn(replay);
        }

        Assert.Equal(EnergyReport.Of(activity.Meter).Joules, EnergyReport.Of(replay).Joules);
        Assert.Equal(TrainingEnergy.Of(activity.Meter).TrainingSample!.Joules, TrainingEnergy.Of(replay).TrainingSample!.Joules);
    }

    [Fact]
    public void AUsersTableIsUsed()
    {
        var file = Path.Combine(_data.Folder, "table.json");
        File.WriteAllText(file, EnergyTable.DefaultText().Replace("\"value\": 0.16,", "\"value\": 0.32,", StringComparison.Ordinal));
        Assert.True(Run(file).Costs.Energy!.Run.MeanWatts > 0.32);
    }

    private SeedResult Run(params (string Name, string Value)[] options) => Run(null, options);

    private SeedResult Run(string? table, params (string Name, string Value)[] options)
    {
        var request = new TrainingRequest
        {
            Epochs = 1, Hidden = 24, DataFolder = _data.Folder, EnergyTable = table, EngineOptions = options.ToDictionary(option => option.Name, option => option.Value),
        };
        return new TrainingExperiment(request, [0]).Run(1, static (_, _, _) => { }).Seeds[0];
    }
}
