using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>A learning rule of the firmware whose gradient can be compared: one class, one line in <see cref="FirmwareGradients"/>.</summary>
public interface IFirmwareGradient
{
    /// <summary>Name of the rule.</summary>
    string Name { get; }

    /// <summary>Weights of the hidden layer in a state.</summary>
    int HiddenWeights { get; }

    /// <summary>Output weights in a state.</summary>
    int OutputWeights { get; }

    /// <summary>Trains on a chip up to the first epoch with the wanted validation accuracy.</summary>
    /// <exception cref="ExperimentInputException">No epoch up to the last allowed one reaches it.</exception>
    GradientState Train(GradientTrainingRequest request, YinYang data, Action<int, double> progress);

    /// <summary>Puts the state onto its chip.</summary>
    IFirmwareGradientRun Start(GradientState state, YinYang data);
}

/// <summary>Which state to train.</summary>
/// <param name="Chip">Chip preset or instance file.</param>
/// <param name="Seed">Seed of chip, weights and order.</param>
/// <param name="Hidden">Hidden neurons.</param>
/// <param name="ValidationAccuracy">Accuracy to reach, 0 to 1.</param>
/// <param name="LargestEpoch">Epochs after which the attempt is given up.</param>
public sealed record GradientTrainingRequest(string Chip, ulong Seed, int Hidden, double ValidationAccuracy, int LargestEpoch);

/// <summary>How the slope I - threshold of a recorded spike is bounded in the float64 reference.</summary>
public enum SlopeBound
{
    /// <summary>The bounds of the firmware.</summary>
    AsFirmware,

    /// <summary>None: an impossible spike keeps its sign.</summary>
    None,
}

/// <summary>
/// Gradients of single samples: descents -dL/dw in ticks per LSB, L = sum of squared time errors in ticks / 2; the weights of the hidden layer first.
/// </summary>
public interface IFirmwareGradientRun
{
    /// <summary>Weights of the hidden layer.</summary>
    int HiddenWeights { get; }

    /// <summary>Weights of both layers.</summary>
    int Weights { get; }

    /// <summary>Plays a training sample to the chip and lets the firmware's code compute its gradient.</summary>
    void Learn(int sample);

    /// <summary>The firmware's descent of the last sample.</summary>
    ReadOnlySpan<double> Descent { get; }

    /// <summary>True if the label's output did not spike: the firmware then counts it as a spike at the end, float64 has no gradient there.</summary>
    bool LabelIsSilent { get; }

    /// <summary>Float64 EventProp on the spikes of the last sample, nominal constants and the shadow weights.</summary>
    void Reference(SlopeBound bound, Span<double> descent);
}
