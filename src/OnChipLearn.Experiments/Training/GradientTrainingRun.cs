using System.Text.Json;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Results;

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

    public byte[] Save() => System.Text.Encoding.UTF8.GetBytes(ResultJson.Write(_trainer.Save()));

    public void Resume(byte[] state, string file) => _trainer.Resume(ReadState(state, file));

    /// <summary>The trainer's state in a checkpoint of an engine that trains with float64 gradients.</summary>
    public static Checkpoint ReadState(byte[] state, string file)
    {
        try
        {
            return ResultJson.Read<Checkpoint>(System.Text.Encoding.UTF8.GetString(state)) ?? throw new CheckpointException(file, "state", "null", "weights");
        }
        catch (JsonException)
        {
            throw new CheckpointException(file, "state", $"{state.Length} bytes of a machine", "weights, from an engine with float64 gradients");
        }
    }
}
