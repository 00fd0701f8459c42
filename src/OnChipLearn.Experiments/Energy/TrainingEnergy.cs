using OnChipLearn.Board.Energy;

namespace OnChipLearn.Experiments.Energy;

/// <summary>What a training on the chip cost.</summary>
/// <param name="TrainingSample">A sample of the training set, emulation and learning together.</param>
/// <param name="Inference">A sample of the validation or test set, to its answer.</param>
/// <param name="Learning">
/// The work of learning: instructions and traffic of a training sample beyond those of an inference, polling included. Time is not in it: it is
/// paid by the sample as a whole, and a training that overlaps emulation and learning can take less of it than an inference that waits.
/// </param>
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
