namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>Collects how well two gradients of one layer agree, sample by sample.</summary>
internal sealed class LayerAgreement
{
    private readonly List<double> _cosines = [];
    private readonly List<double> _errors = [];
    private readonly List<double> _signs = [];

    public int Count => _cosines.Count;

    public double Cosine => Median(_cosines);

    public double RelativeError => Median(_errors);

    /// <summary>Median share of equal signs among the elements where neither gradient is 0.</summary>
    public double SignAgreement => Median(_signs);

    /// <summary>Cosine of each sample counted.</summary>
    public IReadOnlyList<double> Cosines => _cosines;

    /// <summary>Samples without a gradient on one side say nothing about direction and are left out.</summary>
    public void Add(ReadOnlySpan<double> gradient, ReadOnlySpan<double> reference)
    {
        double product = 0, square = 0, referenceSquare = 0, difference = 0;
        int signed = 0, equal = 0;
        for (var i = 0; i < gradient.Length; i++)
        {
            product += gradient[i] * reference[i];
            square += gradient[i] * gradient[i];
            referenceSquare += reference[i] * reference[i];
            difference += (gradient[i] - reference[i]) * (gradient[i] - reference[i]);
            var sign = Math.Sign(gradient[i]) * Math.Sign(reference[i]);
            signed += sign != 0 ? 1 : 0;
            equal += sign > 0 ? 1 : 0;
        }

        if (square > 0 && referenceSquare > 0)
        {
            _cosines.Add(product / Math.Sqrt(square * referenceSquare));
            _errors.Add(Math.Sqrt(difference / referenceSquare));
            if (signed > 0)
            {
                _signs.Add((double)equal / signed);
            }
        }
    }

    private static double Median(List<double> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }
}
