using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Speed;

/// <summary>Everything that <c>bench</c> measures.</summary>
public static class SpeedWorkloads
{
    /// <summary>
    /// Float EventProp, 5-120-3, one spike per neuron: closed form and general event-driven code with the same weights, after a few epochs of
    /// training.
    /// </summary>
    public static IReadOnlyList<ISpeedWorkload> Float(string dataFolder)
    {
        const int Epochs = 10;
        var task = YinYang.Load(dataFolder, new LatencyEncoding());
        var settings = new FirstSpikeSettings();
        var closed = new FirstSpikeLearning(settings, seed: 0);
        var trainer = new Trainer(closed, new TrainingSettings());
        while (trainer.Epoch < Epochs)
        {
            trainer.TrainEpoch(task.Train);
        }

        var general = new EventDrivenLearning(settings, NeuronParameters.SingleSpike, seed: 0);
        var positions = general.PositionsIn(closed.Shape);
        for (var s = 0; s < positions.Length; s++)
        {
            general.Weights[s] = closed.Weights[positions[s]];
        }

        return
        [
            new SampleWorkload("floatForwardMicrosecondsPerSample", "closed first-spike form, forward", closed, task.Train, backward: false),
            new SampleWorkload("floatMicrosecondsPerSample", "closed first-spike form, forward and backward", closed, task.Train, backward: true),
            new SampleWorkload("eventDrivenForwardMicrosecondsPerSample", "event-driven code, forward", general, task.Train, backward: false),
            new SampleWorkload("eventDrivenMicrosecondsPerSample", "event-driven code, forward and backward", general, task.Train, backward: true),
        ];
    }
}
