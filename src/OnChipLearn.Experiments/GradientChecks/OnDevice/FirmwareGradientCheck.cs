using OnChipLearn.EventProp.Tasks;

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

/// <summary>What <c>gradcheck</c> finds out about a rule.</summary>
/// <param name="State">Where the gradient was looked at.</param>
/// <param name="Samples">Training samples played.</param>
/// <param name="SilentLabels">Samples whose label's output did not spike.</param>
/// <param name="Bar">Firmware against float64 on the same recorded spikes with the same clamp.</param>
/// <param name="Unclamped">The same against float64 without clamp.</param>
/// <param name="AllExact">The firmware's computation with everything exact against float64 on the recorded spikes.</param>
/// <param name="Sources">Where the error comes from.</param>
/// <param name="NothingExact">All sources in effect, spikes of float64 neurons.</param>
/// <param name="EverythingExact">No source in effect, spikes of float64 neurons.</param>
/// <param name="Chip">The firmware's gradient on the chip's spikes, against the reference of the table: mismatch, noise and delays on top.</param>
/// <param name="HiddenCosines">Cosine of every sample, hidden layer.</param>
/// <param name="OutputCosines">Cosine of every sample, output layer.</param>
public sealed record FirmwareGradientResult(
    GradientState State, int Samples, int SilentLabels, AgreementMedians Bar, AgreementMedians Unclamped, AgreementMedians AllExact,
    IReadOnlyList<ErrorSourceLine> Sources, AgreementMedians NothingExact, AgreementMedians EverythingExact, AgreementMedians Chip,
    IReadOnlyList<double> HiddenCosines, IReadOnlyList<double> OutputCosines);

/// <summary>The fixed-point gradient of a rule against float64 EventProp, sample by sample, and the sources of its error.</summary>
public static class FirmwareGradientCheck
{
    private static readonly ErrorSources[] Switches =
    [
        ErrorSources.TableLookup, ErrorSources.TimeResolution, ErrorSources.WeightResolution, ErrorSources.Truncation, ErrorSources.Saturation,
    ];

    /// <summary>Compares the first <paramref name="samples"/> training samples.</summary>
    public static FirmwareGradientResult Run(IFirmwareGradient rule, GradientState state, YinYang data, int samples)
    {
        if (samples < 1 || samples > data.Train.Count)
        {
            throw new ExperimentInputException("gradcheck", "samples", samples, $"1 to {data.Train.Count}");
        }

        IFirmwareGradientRun run = rule.Start(state, data);
        int split = run.HiddenWeights;
        double[] tested = new double[run.Weights], reference = new double[run.Weights], ideal = new double[run.Weights];
        GradientAgreement bar = new(split), unclamped = new(split), allExact = new(split), chip = new(split);
        (ErrorSources InEffect, GradientAgreement Agreement)[] variants =
            [.. Switches.SelectMany(one => new[] { one, ErrorSources.All & ~one }).Append(ErrorSources.All).Append(ErrorSources.None).Select(set => (set, new GradientAgreement(split)))];
        int silent = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            run.Learn(sample);
            silent += run.LabelIsSilent ? 1 : 0;
            run.Reference(SlopeBound.None, reference);
            unclamped.Add(run.Descent, reference);
            run.Reference(SlopeBound.AsFirmware, reference);
            bar.Add(run.Descent, reference);
            run.Mirror(ErrorSources.None, tested);
            allExact.Add(tested, reference);
            run.Nominal(ErrorSources.None, reference: true, ideal);
            chip.Add(run.Descent, ideal);
            foreach ((ErrorSources inEffect, GradientAgreement agreement) in variants)
            {
                run.Nominal(inEffect, reference: false, tested);
                agreement.Add(tested, ideal);
            }
        }

        AgreementMedians Of(ErrorSources inEffect) => variants.First(variant => variant.InEffect == inEffect).Agreement.Medians;
        return new FirmwareGradientResult(
            state, samples, silent, bar.Medians, unclamped.Medians, allExact.Medians,
            [.. Switches.Select(one => new ErrorSourceLine(one.ToString(), Of(ErrorSources.All & ~one), Of(one)))],
            Of(ErrorSources.All), Of(ErrorSources.None), chip.Medians, bar.Hidden.Cosines, bar.Output.Cosines);
    }
}
