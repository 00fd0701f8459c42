using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Training;

/// <summary>A run of any <see cref="ILearningEngine"/> with the host's trainer.</summary>
public sealed class GradientTrainingRun : ITrainingRun
{
    private readonly ILearningEngine _engine;
    private readonly Trainer _trainer;
    private readonly YinYang _task;
    private readonly Func<RunCosts> _costs;

    public GradientTrainingRun(TrainingRequest request, ulong seed, LatencyEncoding encoding, ILearningEngine engine, Func<RunCosts>? costs = null)
    {
        _engine = engine;
        _trainer = new Trainer(engine, request.Settings with { Seed = seed });
        Encoding = encoding;
        _task = YinYang.Load(request.DataFolder, encoding);
        _costs = costs ?? (static () => new RunCosts());
    }

    public LatencyEncoding Encoding { get; }

    public RunCosts Costs => _costs();

    public EpochMetrics RunEpoch()
    {
        var train = _trainer.TrainEpoch(_task.Train);
        return new EpochMetrics(
            _trainer.Epoch, train.Loss, train.Accuracy, _trainer.Evaluate(_task.Validation).Accuracy, _trainer.Evaluate(_task.Test).Accuracy,
            train.SpikesPerSample);
    }

    public int Classify(ReadOnlySpan<double> inputTimes) => _engine.Infer(inputTimes, label: 0).Class;

    public Checkpoint? Save() => _trainer.Save();

    public void Resume(Checkpoint checkpoint) => _trainer.Resume(checkpoint);
}
