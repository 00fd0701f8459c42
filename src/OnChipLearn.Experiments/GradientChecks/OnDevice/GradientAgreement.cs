namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Agreement of two gradients with both layers in one array.</summary>
internal sealed class GradientAgreement(int hiddenWeights)
{
    public LayerAgreement Hidden { get; } = new();

    public LayerAgreement Output { get; } = new();

    public AgreementMedians Medians => new(
        Math.Min(Hidden.Count, Output.Count), new LayerMedians(Hidden.Cosine, Output.Cosine),
        new LayerMedians(Hidden.RelativeError, Output.RelativeError), new LayerMedians(Hidden.SignAgreement, Output.SignAgreement));

    public void Add(ReadOnlySpan<double> gradient, ReadOnlySpan<double> reference)
    {
        Hidden.Add(gradient[..hiddenWeights], reference[..hiddenWeights]);
        Output.Add(gradient[hiddenWeights..], reference[hiddenWeights..]);
    }
}
