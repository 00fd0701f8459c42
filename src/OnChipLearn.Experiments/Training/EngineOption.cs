using System.Globalization;

namespace OnChipLearn.Experiments.Training;

/// <summary>An option that only one engine knows, set by <c>--set name=value</c>.</summary>
/// <param name="Name">Its name, with the unit where there is one.</param>
/// <param name="Default">Value if it is not set.</param>
/// <param name="Description">What it does.</param>
public sealed record EngineOption(string Name, double Default, string Description)
{
    /// <summary>The value that the request gives, or the default.</summary>
    public double In(TrainingRequest request)
    {
        if (!request.EngineOptions.TryGetValue(Name, out var text))
        {
            return Default;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new ExperimentInputException($"engine {request.Engine}", $"option {Name}", text, "a finite number");
    }

    /// <summary>The value as a whole number of at least <paramref name="least"/>.</summary>
    public int WholeIn(TrainingRequest request, int least)
    {
        var value = In(request);
        return value == Math.Floor(value) && value >= least && value <= int.MaxValue
            ? (int)value
            : throw new ExperimentInputException($"engine {request.Engine}", $"option {Name}", value, $"a whole number of at least {least}");
    }
}
