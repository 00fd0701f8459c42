using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>What the host sets up in both processors' SRAM before release of reset; constant afterwards.</summary>
public static class Configuration
{
    /// <summary>Byte address of the words in SRAM.</summary>
    public const int Address = 0x3D80;

    /// <summary>Seed of the order of samples.</summary>
    public const int Seed = 0;

    /// <summary>Epochs to train.</summary>
    public const int Epochs = 1;

    /// <summary>Training samples, numbered from 0 in the player.</summary>
    public const int TrainingSamples = 2;

    /// <summary>Validation samples, numbered after the training samples.</summary>
    public const int ValidationSamples = 3;

    /// <summary>Test samples, numbered after the validation samples.</summary>
    public const int TestSamples = 4;

    /// <summary>Training samples per update.</summary>
    public const int Batch = 5;

    /// <summary>Learning rate of the hidden layer in the first epoch, Q0.15 as in the optimizer.</summary>
    public const int HiddenRate = 6;

    /// <summary>Learning rate of the output layer in the first epoch, Q0.15.</summary>
    public const int OutputRate = 7;

    /// <summary>Rule EventReplay: factor on the rates per epoch, Q0.15.</summary>
    public const int RateDecay = 8;

    /// <summary>Target time of the output neuron of the label in ticks.</summary>
    public const int TargetCorrect = 9;

    /// <summary>Target time of the others in ticks.</summary>
    public const int TargetWrong = 10;

    /// <summary>Observation path, <see cref="PathDram"/> or <see cref="PathFifo"/>.</summary>
    public const int SpikePath = 11;

    /// <summary>Optimizer, <see cref="OptimizerAdaptive"/> or <see cref="OptimizerMomentum"/>.</summary>
    public const int Optimizer = 12;

    /// <summary>Rule EventReplay: hidden neurons with recurrent synapses, the first ones.</summary>
    public const int Recurrent = 13;

    /// <summary>Rule EventReplay: learning rate of the recurrent weights in the first epoch, Q0.15.</summary>
    public const int RecurrentRate = 14;

    /// <summary>Rule EventReplay: mean of the initial input weights, Q9.6 LSB.</summary>
    public const int InputMean = 15;

    /// <summary>Rule EventReplay: deviation of the initial input weights, gain on random sums in Q0.15.</summary>
    public const int InputGain = 16;

    /// <summary>Rule EventReplay: deviation of the initial recurrent weights, as <see cref="InputGain"/>.</summary>
    public const int RecurrentGain = 17;

    /// <summary>Rule EventReplay: mean of the initial output weights, Q6.9 LSB.</summary>
    public const int OutputMean = 18;

    /// <summary>Rule EventReplay: a quarter of the gain for the deviation of the initial output weights, Q0.15.</summary>
    public const int OutputQuarterGain = 19;

    /// <summary>Which time errors count, <see cref="LossOneSided"/> or <see cref="LossTwoSided"/>.</summary>
    public const int Loss = 20;

    /// <summary>Rule FirstSpike: epochs in which the rates fall to 0, in equal steps.</summary>
    public const int RateEpochs = 21;

    /// <summary>Words.</summary>
    public const int Count = 22;

    /// <summary>Any distance from the target is an error.</summary>
    public const uint LossTwoSided = 0;

    /// <summary>The label's output errs only after its target, the others only before theirs.</summary>
    public const uint LossOneSided = 1;

    /// <summary>Path fpga-dram.</summary>
    public const uint PathDram = 0;

    /// <summary>Path event-fifo.</summary>
    public const uint PathFifo = 1;

    /// <summary>Adam-like optimizer.</summary>
    public const uint OptimizerAdaptive = 0;

    /// <summary>Momentum.</summary>
    public const uint OptimizerMomentum = 1;

    /// <summary>The words.</summary>
    [SramAddress(Address)]
    public static readonly uint[] Words = new uint[Count];
}
