using OnChipLearn.Experiments.Checkpoints;

namespace OnChipLearn.Experiments.Training;

/// <summary>Runs the seeds of a request. Each seed is a function of request and seed, so threads change nothing but the time.</summary>
public sealed class TrainingExperiment
{
    private readonly TrainingRequest _request;
    private readonly SeedProgress[] _seeds;

    /// <summary>Prepares the runs of all seeds, one after another, so that bad input shows before any work begins.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="seeds">At least one.</param>
    /// <param name="resume">Folder with the checkpoints to continue from, or null. A seed without one starts anew if another seed has one.</param>
    /// <exception cref="CheckpointException">A checkpoint is damaged or of another run.</exception>
    public TrainingExperiment(TrainingRequest request, IReadOnlyList<ulong> seeds, string? resume = null)
    {
        request.Validate();
        if (seeds.Count < 1)
        {
            throw new ExperimentInputException("training", "number of seeds", seeds.Count, "at least 1");
        }

        _request = request;
        var engine = TrainingEngines.Find(request);
        if (resume is not null && !seeds.Any(seed => File.Exists(CheckpointFile.Path(resume, seed))))
        {
            throw new FileNotFoundException("no checkpoint", CheckpointFile.Path(resume, seeds[0]));
        }

        _seeds = [.. seeds.Select(seed => SeedProgress.Start(engine, request, seed, resume))];
    }

    /// <summary>The runs, in the order of seeds.</summary>
    public IReadOnlyList<ITrainingRun> Runs => [.. _seeds.Select(seed => seed.Run)];

    /// <summary>
    /// Trains all seeds. <paramref name="progress"/> is called after each epoch of each seed, from any thread, with a function that gives the state of
    /// that seed's run, to be called at once or never.
    /// </summary>
    public TrainingResult Run(int threads, Action<ulong, EpochMetrics, Func<RunCheckpoint>> progress)
    {
        if (threads < 1)
        {
            throw new ExperimentInputException("training", "threads", threads, "at least 1");
        }

        var results = new SeedResult[_seeds.Length];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => results[i] = _seeds[i].Finish(_request.Epochs, progress));
        return new TrainingResult(_request, results);
    }
}
