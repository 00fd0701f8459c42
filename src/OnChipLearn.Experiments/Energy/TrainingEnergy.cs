using OnChipLearn.Board.Energy;

namespace OnChipLearn.Experiments.Energy;

/// <summary>What a training on the chip cost.</summary>
/// <param name="TrainingSample">A sample of the training set, emulation and learning together.</param>
/// <param name="Inference">A sample of the validation or test set, to its answer.</param>
/// <param name="Learning">What a training sample takes beyond an inference; waiting for the other processor or for the grid of trials included.</param>
/// <param name="Run">The whole run by phase, consumer and rail.</param>
public sealed record TrainingEnergy(SampleEnergy? TrainingSample, SampleEnergy? Inference, SampleEnergy? Learning, EnergyReport Run)
{
    /// <summary>The energy of everything a meter has recorded.</summary>
    public static TrainingEnergy Of(EnergyMeter meter) => new(
        SampleEnergy.Of(meter, EnergyPhase.Training),
        SampleEnergy.Of(meter, EnergyPhase.Inference),
        SampleEnergy.Difference(meter, EnergyPhase.Training, EnergyPhase.Inference),
        EnergyReport.Of(meter));
}
