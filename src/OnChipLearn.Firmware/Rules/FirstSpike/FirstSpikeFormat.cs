namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Sizes and number formats of the rule. Times are ticks of 8 ns since the first (bias) event; a synaptic time constant is
/// <see cref="TicksPerTau"/> ticks. Weights, currents and the threshold are in LSB of the 6-bit synapses.
/// </summary>
public static class FirstSpikeFormat
{
    /// <summary>Input channels: x, y, 1-x, 1-y and the bias.</summary>
    public const int Inputs = 5;

    /// <summary>The input that spikes at time zero in every sample.</summary>
    public const int BiasInput = 4;

    /// <summary>Signed rows that carry one input; they share one shadow weight.</summary>
    public const int Duplication = 5;

    /// <summary>Output neurons.</summary>
    public const int Outputs = 3;

    /// <summary>Hidden neurons that the arrays hold: all even columns, two vectors of halfwords.</summary>
    public const int HiddenCapacity = 128;

    /// <summary>Vectors of halfwords per quantity of the hidden layer: bytes 0 to 7 of every slice ("left"), bytes 8 to 15 ("right").</summary>
    public const int Halves = 2;

    /// <summary>Ticks in a synaptic time constant of 6 us.</summary>
    public const int TicksPerTau = 750;

    /// <summary>Time of a neuron that did not spike, also the largest time that counts (12 bits).</summary>
    public const int NoSpike = 4095;

    /// <summary>Threshold above leak in weight LSB.</summary>
    public const int Threshold = 58;

    /// <summary>Hidden shadow weights, Q9.6: the sum over the duplicated rows.</summary>
    public const int HiddenWeightFraction = 6;

    /// <summary>Output shadow weights, Q6.9.</summary>
    public const int OutputWeightFraction = 9;

    /// <summary>Hidden currents, Q11.4.</summary>
    public const int HiddenCurrentFraction = 4;

    /// <summary>Output currents in eighths of an LSB.</summary>
    public const int OutputCurrentFraction = 3;

    /// <summary>Lower clamp of I - threshold in the hidden layer: 8 LSB = 0.138 of the threshold, so that its reciprocal times 8 fits Q0.15.</summary>
    public const int HiddenSlopeFloor = 8;

    /// <summary>Lower clamp of I - threshold in the output layer, 6 LSB = 0.103 of the threshold.</summary>
    public const int OutputSlopeFloor = 6;

    /// <summary>Output adjoints A = e / (I - threshold), Q2.13 ticks per LSB, saturating: the gradient clip of the rule.</summary>
    public const int OutputAdjointFraction = 13;

    /// <summary>Weight that a neuron without gradient gains per update and input, Q9.6: half an LSB.</summary>
    public const int Encouragement = 32;

    /// <summary>First root-mean-square descent of the hidden layer, about what training settles at.</summary>
    public const int HiddenInitialScale = 300;

    /// <summary>First root-mean-square descent of the output layer.</summary>
    public const int OutputInitialScale = 3000;
}
