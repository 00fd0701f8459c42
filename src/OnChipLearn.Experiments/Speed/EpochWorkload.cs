using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Speed;

/// <summary>Epochs of training on one thread: order of samples, forward, backward, weight updates.</summary>
public sealed class EpochWorkload(string jsonField, string description, Trainer trainer, SampleSet samples) : ISpeedWorkload
{
    public string Field => jsonField;

    public string Description => description;

    public int Operations => samples.Count;

    public void Run() => trainer.TrainEpoch(samples);
}
