using OnChipLearn.Experiments.FirmwareHost;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Every rule whose gradient <c>gradcheck</c> can compare, one line each.</summary>
public static class FirmwareGradients
{
    /// <summary>In the order of the help text.</summary>
    public static IReadOnlyList<IFirmwareGradient> All { get; } = [new FirstSpikeGradient(), new EventReplayGradient()];

    /// <summary>The rule of this name.</summary>
    public static IFirmwareGradient Find(string name) => All.FirstOrDefault(known => known.Name == FirmwareRules.Named(name).Name)
        ?? throw new ExperimentInputException("gradcheck", "rule", name, string.Join(", ", All.Select(known => known.Name)));
}
