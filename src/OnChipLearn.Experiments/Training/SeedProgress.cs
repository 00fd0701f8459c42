using OnChipLearn.Experiments.Checkpoints;

namespace OnChipLearn.Experiments.Training;

/// <summary>One seed's run and its metrics so far.</summary>
internal sealed class SeedProgress(ulong seed, ITrainingRun run, IReadOnlyDictionary<string, string> identity)
{
    private readonly List<EpochMetrics> _epochs = [];
    private readonly List<EpochCosts?> _costs = [];

    public ITrainingRun Run => run;

    /// <summary>A run from its beginning, or from the checkpoint that the folder has for it.</summary>
    public static SeedProgress Start(ITrainingEngine engine, TrainingRequest request, ulong seed, string? resume)
    {
        var progress = new SeedProgress(seed, engine.Start(request, seed), RunIdentity.Of(request, seed));
        if (resume is not null && CheckpointFile.Path(resume, seed) is var file && File.Exists(file))
        {
            progress.Resume(CheckpointFile.Read(file), file);
        }

        return progress;
    }

    /// <summary>Trains the epochs that are left.</summary>
    public SeedResult Finish(int epochs, Action<ulong, EpochMetrics, Func<RunCheckpoint>> progress)
    {
        while (_epochs.Count < epochs)
        {
            _epochs.Add(run.RunEpoch());
            _costs.Add(run.EpochCosts);
            progress(seed, _epochs[^1], () => new RunCheckpoint(identity, _epochs, _costs, run.Save()));
        }

        var last = _epochs.TakeLast(TrainingResult.AveragedEpochs).ToArray();
        return new SeedResult(
            seed, last.Average(epoch => epoch.TestAccuracy), last.Average(epoch => epoch.ValidationAccuracy),
            _epochs.Max(epoch => epoch.TestAccuracy), _epochs[^1].SpikesPerSample, run.Costs, _epochs, _costs);
    }

    private void Resume(RunCheckpoint checkpoint, string file)
    {
        RunIdentity.Check(file, checkpoint.Identity, identity);
        run.Resume(checkpoint.State, file);
        _epochs.AddRange(checkpoint.Epochs);
        _costs.AddRange(checkpoint.Costs);
    }
}
