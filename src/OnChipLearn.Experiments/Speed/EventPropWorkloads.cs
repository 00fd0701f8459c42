using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Speed;

/// <summary>
/// Float EventProp on Yin-Yang, 5-120-3, one spike per neuron: closed form and general event-driven code with the same weights, after a few epochs
/// of training.
/// </summary>
public sealed class EventPropWorkloads
{
    private const int Epochs = 10;
    private readonly YinYang _task;
    private readonly FirstSpikeLearning _closed;
    private readonly EventDrivenLearning _general;
    private readonly Trainer _trainer;

    /// <param name="dataFolder">Folder with the six Yin-Yang arrays.</param>
    public EventPropWorkloads(string dataFolder)
    {
        _task = YinYang.Load(dataFolder, new LatencyEncoding());
        var settings = new FirstSpikeSettings();
        _closed = new FirstSpikeLearning(settings, seed: 0);
        _trainer = new Trainer(_closed, new TrainingSettings());
        while (_trainer.Epoch < Epochs)
        {
            _trainer.TrainEpoch(_task.Train);
        }

        _general = new EventDrivenLearning(settings, NeuronParameters.SingleSpike, seed: 0);
        var positions = _general.PositionsIn(_closed.Shape);
        for (var s = 0; s < positions.Length; s++)
        {
            _general.Weights[s] = _closed.Weights[positions[s]];
        }
    }

    public ISpeedWorkload ClosedForward => new SampleWorkload(_closed, _task.Train, backward: false);

    public ISpeedWorkload ClosedBoth => new SampleWorkload(_closed, _task.Train, backward: true);

    /// <summary>Changes the weights of the closed form: to be measured after the others.</summary>
    public ISpeedWorkload ClosedTraining => new EpochWorkload(_trainer, _task.Validation);

    public ISpeedWorkload GeneralForward => new SampleWorkload(_general, _task.Train, backward: false);

    public ISpeedWorkload GeneralBoth => new SampleWorkload(_general, _task.Train, backward: true);
}
