using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Speed;

/// <summary>Epochs of training on one thread: order of samples, forward, backward, weight updates.</summary>
public sealed class EpochWorkload(Trainer trainer, SampleSet samples) : ISpeedWorkload
{
    public int Operations => samples.Count;

    public void Run() => trainer.TrainEpoch(samples);
}
