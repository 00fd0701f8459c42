namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Agreement of two gradients over samples, the two layers apart.</summary>
/// <param name="Samples">Samples with a gradient in both, layer with fewer of them.</param>
/// <param name="Cosine">Median cosine.</param>
/// <param name="RelativeError">Median |g - reference| / |reference|.</param>
/// <param name="SignAgreement">Median share of equal signs among the weights where neither is 0.</param>
public sealed record AgreementMedians(int Samples, LayerMedians Cosine, LayerMedians RelativeError, LayerMedians SignAgreement);

/// <summary>One line of the table of error sources; reference is float64 EventProp on the spikes of float64 neurons.</summary>
/// <param name="Source">The source.</param>
/// <param name="Exact">With this source switched back to exact, all others in effect.</param>
/// <param name="Alone">With this source alone in effect.</param>
public sealed record ErrorSourceLine(string Source, AgreementMedians Exact, AgreementMedians Alone);

/// <summary>Where the error of a rule's gradient comes from.</summary>
/// <param name="AllExact">The firmware's computation with everything exact against float64 on the recorded spikes.</param>
/// <param name="Sources">Source by source.</param>
/// <param name="NothingExact">All sources in effect, spikes of float64 neurons.</param>
/// <param name="EverythingExact">No source in effect, spikes of float64 neurons.</param>
/// <param name="Chip">The firmware's gradient on the chip's spikes, against the reference of the table: mismatch, noise and delays on top.</param>
public sealed record ErrorSourceTable(
    AgreementMedians AllExact, IReadOnlyList<ErrorSourceLine> Sources, AgreementMedians NothingExact, AgreementMedians EverythingExact, AgreementMedians Chip);

/// <summary>What <c>gradcheck</c> finds out about a rule.</summary>
/// <param name="State">Where the gradient was looked at.</param>
/// <param name="Samples">Training samples played.</param>
/// <param name="SilentLabels">Samples whose label's output did not spike.</param>
/// <param name="Bar">Firmware against float64 on the same recorded spikes with the same clamp.</param>
/// <param name="Unclamped">The same against float64 without clamp.</param>
/// <param name="Errors">Sources of error; null for a rule without mirror.</param>
/// <param name="HiddenCosines">Cosine of every sample, hidden layer.</param>
/// <param name="OutputCosines">Cosine of every sample, output layer.</param>
public sealed record FirmwareGradientResult(
    GradientState State, int Samples, int SilentLabels, AgreementMedians Bar, AgreementMedians Unclamped, ErrorSourceTable? Errors,
    IReadOnlyList<double> HiddenCosines, IReadOnlyList<double> OutputCosines);
