namespace OnChipLearn.Experiments.Plots;

/// <summary>
/// Mean test accuracy of the original EventProp experiment on Yin-Yang (5-200-3, 10 seeds), read from the result files that its authors
/// published with their code: final 98.10 +- 0.18 %.
/// </summary>
public static class PublishedCurve
{
    /// <summary>(epoch, accuracy in percent).</summary>
    public static IReadOnlyList<(int Epoch, double Percent)> Points { get; } = [(1, 33.5), (5, 94.8), (10, 96.7), (40, 97.8), (100, 98.1)];
}
