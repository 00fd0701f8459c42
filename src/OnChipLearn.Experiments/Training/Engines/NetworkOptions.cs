using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>The options of <see cref="FirstSpikeSettings"/>, shared by the engines with first-spike coding.</summary>
internal static class NetworkOptions
{
    private static readonly FirstSpikeSettings Defaults = new();

    private static readonly EngineOption LabelTarget = new("label-target", Defaults.TargetOfLabel, "target spike time of the label's output (tau_s)");
    private static readonly EngineOption OtherTarget = new("other-target", Defaults.TargetOfOthers, "target spike time of the other outputs (tau_s)");
    private static readonly EngineOption OneSided = new("one-sided", 0, "1: the label's output errs only after its target, the others only before theirs");
    private static readonly EngineOption Horizon = new("horizon", Defaults.Horizon, "end of a sample (tau_s)");
    private static readonly EngineOption HiddenMean = new("hidden-weight-mean", Defaults.HiddenWeightMean, "mean of the initial input weights (theta)");
    private static readonly EngineOption HiddenDeviation = new("hidden-weight-sd", Defaults.HiddenWeightDeviation, "their standard deviation");
    private static readonly EngineOption OutputMean = new("output-weight-mean", Defaults.OutputWeightMean, "mean of the initial output weights (theta)");
    private static readonly EngineOption OutputDeviation = new("output-weight-sd", Defaults.OutputWeightDeviation, "their standard deviation");

    public static IReadOnlyList<EngineOption> All { get; } =
        [LabelTarget, OtherTarget, OneSided, Horizon, HiddenMean, HiddenDeviation, OutputMean, OutputDeviation];

    public static FirstSpikeSettings Read(TrainingRequest request) => new()
    {
        Hidden = request.Hidden,
        TargetOfLabel = LabelTarget.In(request),
        TargetOfOthers = OtherTarget.In(request),
        OneSided = OneSided.WholeIn(request, least: 0) != 0,
        Horizon = Horizon.In(request),
        HiddenWeightMean = HiddenMean.In(request),
        HiddenWeightDeviation = HiddenDeviation.In(request),
        OutputWeightMean = OutputMean.In(request),
        OutputWeightDeviation = OutputDeviation.In(request),
    };
}
