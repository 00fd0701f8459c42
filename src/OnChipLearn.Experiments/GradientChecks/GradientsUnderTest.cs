namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>Every gradient that <c>gradcheck</c> knows, one line each.</summary>
public static class GradientsUnderTest
{
    /// <summary>In the order of the help text.</summary>
    public static IReadOnlyList<IGradientUnderTest> All { get; } = [new ClosedFormGradient(), new InTheLoopGradient()];

    /// <summary>The one of this name.</summary>
    public static IGradientUnderTest Find(string name) =>
        All.FirstOrDefault(candidate => candidate.Name == name)
        ?? throw new ExperimentInputException("gradcheck", "engine", name, string.Join(", ", All.Select(known => known.Name)));
}
