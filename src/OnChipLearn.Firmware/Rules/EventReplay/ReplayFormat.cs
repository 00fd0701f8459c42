using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>
/// Sizes of the rule: hidden neurons are lanes of one vector, so their columns are bytes 0 to 7 of every slice (vector byte j, column 2j). Number formats
/// are those of <see cref="FirstSpikeFormat"/>; recurrent weights have the format of input weights. Adjoint states are Q3.12 ticks per LSB.
/// </summary>
public static class ReplayFormat
{
    /// <summary>Hidden neurons that the layout holds: lanes of one vector.</summary>
    public const int HiddenCapacity = VectorH.Length;

    /// <summary>Hidden neurons, the first ones, whose spikes may go back to all hidden neurons.</summary>
    public const int RecurrentCapacity = 16;

    /// <summary>Spikes of one neuron and trial that are kept; later ones are dropped and counted.</summary>
    public const int Levels = 4;

    /// <summary>Sources with a row of weights to the hidden layer: inputs, then recurrent neurons.</summary>
    public const int Rows = FirstSpikeFormat.Inputs + RecurrentCapacity;

    /// <summary>Most events of a trial that reach the hidden layer.</summary>
    public const int ArrivalCapacity = FirstSpikeFormat.Inputs + (RecurrentCapacity * Levels);

    /// <summary>Driver of the first recurrent row pair; a multiple of 4, so that a driver's bus is its number mod 4, above the input rows.</summary>
    public const int FirstRecurrentDriver = 32;

    /// <summary>Largest magnitude of a recurrent shadow weight, Q9.6: one row each.</summary>
    public const int LargestRecurrent = 63 << FirstSpikeFormat.HiddenWeightFraction;

    /// <summary>Fractional bits of the adjoint states and of the descent.</summary>
    public const int AdjointFraction = 12;

    /// <summary>First root-mean-square descent of recurrent weights.</summary>
    public const int RecurrentInitialScale = 300;

    /// <summary>Driver of the row pair of recurrent neuron <paramref name="lane"/>: its events come on bus lane / 8.</summary>
    public static int RecurrentDriver(int lane) => FirstRecurrentDriver + ((lane & 7) << 2) + (lane >> 3);
}
