namespace OnChipLearn.Experiments.Speed;

/// <summary>One line of the speed table.</summary>
/// <param name="Field">Field of the JSON result: camelCase, with the unit where there is one.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">Unit of figure and bar; empty for a ratio.</param>
/// <param name="Bar">What the figure has to reach; null for a line that explains another.</param>
/// <param name="Figure">What was measured; null if nothing could be.</param>
/// <param name="Note">How it was measured, or why not.</param>
public sealed record SpeedLine(string Field, string What, string Unit, SpeedBar? Bar, double? Figure, string? Note = null)
{
    /// <summary>Above 1: better than the bar by this factor; null without bar or figure.</summary>
    public double? Ratio => Figure is { } figure ? Bar?.Ratio(figure) : null;

    /// <summary>Whether the bar is reached; null without bar or figure.</summary>
    public bool? Holds => Figure is { } figure ? Bar?.Holds(figure) : null;

    /// <summary>The same line without a figure.</summary>
    public SpeedLine NotMeasured(string reason) => this with { Figure = null, Note = reason };
}
