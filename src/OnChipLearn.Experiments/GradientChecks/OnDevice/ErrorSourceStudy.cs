namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Collects the table of error sources, sample by sample.</summary>
internal sealed class ErrorSourceStudy
{
    private static readonly ErrorSources[] Switches =
    [
        ErrorSources.TableLookup, ErrorSources.TimeResolution, ErrorSources.WeightResolution, ErrorSources.Truncation, ErrorSources.Saturation,
    ];

    private readonly IMirroredGradientRun run;
    private readonly double[] tested;
    private readonly double[] ideal;
    private readonly GradientAgreement allExact;
    private readonly GradientAgreement chip;
    private readonly (ErrorSources InEffect, GradientAgreement Agreement)[] variants;

    public ErrorSourceStudy(IMirroredGradientRun run)
    {
        this.run = run;
        tested = new double[run.Weights];
        ideal = new double[run.Weights];
        allExact = new GradientAgreement(run.HiddenWeights);
        chip = new GradientAgreement(run.HiddenWeights);
        variants = [.. Switches.SelectMany(static one => new[] { one, ErrorSources.All & ~one }).Append(ErrorSources.All).Append(ErrorSources.None)
            .Select(set => (set, new GradientAgreement(run.HiddenWeights)))];
    }

    /// <summary>Adds the sample that the run has just learnt; <paramref name="reference"/>: float64 on its recorded spikes.</summary>
    public void Add(ReadOnlySpan<double> reference)
    {
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

    /// <summary>The table.</summary>
    public ErrorSourceTable Table => new(
        allExact.Medians, [.. Switches.Select(one => new ErrorSourceLine(one.ToString(), Of(ErrorSources.All & ~one), Of(one)))],
        Of(ErrorSources.All), Of(ErrorSources.None), chip.Medians);

    private AgreementMedians Of(ErrorSources inEffect) => variants.First(variant => variant.InEffect == inEffect).Agreement.Medians;
}
