using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Training;

/// <summary>Runs the seeds of a request. Each seed is a function of request and seed, so threads change nothing but the time.</summary>
public sealed class TrainingExperiment
{
    private readonly TrainingRequest _request;
    private readonly ITrainingEngine _engine;

    public TrainingExperiment(TrainingRequest request)
    {
        request.Validate();
        _request = request;
        _engine = TrainingEngines.Find(request);
    }

    /// <summary>
    /// Trains all seeds. <paramref name="progress"/> is called after each epoch of each seed, from any thread.
    /// <paramref name="resume"/> gives the state to start a seed from, or null. Returns the results and the finished runs.
    /// </summary>
    public (TrainingResult Result, IReadOnlyList<ITrainingRun> Runs) Run(
        IReadOnlyList<ulong> seeds, int threads, Action<ulong, EpochMetrics> progress, Func<ulong, Checkpoint?> resume)
    {
        if (seeds.Count < 1)
        {
            throw new ExperimentInputException("training", "number of seeds", seeds.Count, "at least 1");
        }

        if (threads < 1)
        {
            throw new ExperimentInputException("training", "threads", threads, "at least 1");
        }

        // Started one after another so that bad input shows before any work begins.
        var runs = seeds.Select(seed => Start(seed, resume(seed))).ToArray();
        var results = new SeedResult[seeds.Count];
        Parallel.For(0, seeds.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => results[i] = Run(seeds[i], runs[i], progress));
        return (new TrainingResult(_request, results), runs);
    }

    private ITrainingRun Start(ulong seed, Checkpoint? checkpoint)
    {
        var run = _engine.Start(_request, seed);
        if (checkpoint is not null)
        {
            run.Resume(checkpoint);
        }

        return run;
    }

    private SeedResult Run(ulong seed, ITrainingRun run, Action<ulong, EpochMetrics> progress)
    {
        var epochs = new List<EpochMetrics>();
        while (epochs.Count == 0 || epochs[^1].Epoch < _request.Epochs)
        {
            epochs.Add(run.RunEpoch());
            progress(seed, epochs[^1]);
        }

        var last = epochs.TakeLast(TrainingResult.AveragedEpochs).ToArray();
        return new SeedResult(
            seed, last.Average(epoch => epoch.TestAccuracy), last.Average(epoch => epoch.ValidationAccuracy),
            epochs.Max(epoch => epoch.TestAccuracy), epochs[^1].SpikesPerSample, run.Costs, epochs);
    }
}
