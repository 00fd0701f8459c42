using OnChipLearn.Experiments.Training.Engines;

namespace OnChipLearn.Experiments.Training;

/// <summary>Every engine that <c>train</c> knows, one line each.</summary>
public static class TrainingEngines
{
    /// <summary>The engines in the order of the help text.</summary>
    public static IReadOnlyList<ITrainingEngine> All { get; } =
    [
        new OnChipEngine(),
        new FirmwareHostEngine(),
        new FloatEngine(),
        new EventDrivenEngine(),
        new InTheLoopEngine(),
        new SurrogateEngine(),
    ];

    /// <summary>The engine of this name.</summary>
    public static ITrainingEngine Named(string name) => All.FirstOrDefault(candidate => candidate.Name == name)
        ?? throw new ExperimentInputException("training", "engine", name, string.Join(", ", All.Select(known => known.Name)));

    /// <summary>The engine of this name, with every option of the request known to it.</summary>
    public static ITrainingEngine Find(TrainingRequest request)
    {
        var engine = Named(request.Engine);
        foreach (var name in request.EngineOptions.Keys)
        {
            if (engine.Options.All(option => option.Name != name))
            {
                throw new ExperimentInputException(
                    $"engine {engine.Name}", "option", name, string.Join(", ", engine.Options.Select(option => option.Name)));
            }
        }

        return engine;
    }
}
