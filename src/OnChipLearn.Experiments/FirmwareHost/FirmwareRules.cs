using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>Every rule that the firmware engines know, one line each.</summary>
public static class FirmwareRules
{
    /// <summary>The rules, the default first.</summary>
    public static IReadOnlyList<IFirmwareRule> All { get; } = [new FirstSpikeRule(), new EventReplayRule()];

    /// <summary>Options of all rules.</summary>
    public static IReadOnlyList<EngineOption> Options { get; } = [.. All.SelectMany(rule => rule.Options)];

    /// <summary>The rule of this name; case and hyphens do not count, so that the name of its folder will do.</summary>
    public static IFirmwareRule Named(string name) => All.FirstOrDefault(candidate => Plain(candidate.Name) == Plain(name))
        ?? throw new ExperimentInputException("training", "rule", name, string.Join(" or ", All.Select(known => known.Name)));

    /// <summary>The rule of a request, with every option of the request that belongs to a rule known to it.</summary>
    public static IFirmwareRule Of(TrainingRequest request)
    {
        var rule = Named(request.Rule);
        foreach (var option in Options.Where(option => request.EngineOptions.ContainsKey(option.Name) && !rule.Options.Contains(option)))
        {
            throw new ExperimentInputException($"rule {rule.Name}", "option", option.Name, "an option of this rule, or rule " + Owner(option).Name);
        }

        return rule;
    }

    private static string Plain(string name) => name.Replace("-", null, StringComparison.Ordinal).ToUpperInvariant();

    private static IFirmwareRule Owner(EngineOption option) => All.First(rule => rule.Options.Contains(option));
}
