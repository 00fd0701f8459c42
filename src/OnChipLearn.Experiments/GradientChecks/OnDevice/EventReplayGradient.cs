using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Rule EventReplay.</summary>
public sealed class EventReplayGradient : IFirmwareGradient
{
    public string Name => EventReplayRule.RuleName;

    public int HiddenWeights => ReplayFormat.Rows * ReplayFormat.HiddenCapacity;

    public int OutputWeights => FirstSpikeFormat.Outputs * ReplayFormat.HiddenCapacity;

    public GradientState Train(GradientTrainingRequest request, YinYang data, Action<int, double> progress) => GradientStateTraining.Run(
        Name, request, data, progress, static run => (
            run.Vectors(0, typeof(ReplayLayer), nameof(ReplayLayer.Weights)), run.Vectors(1, typeof(OutputReplay), nameof(OutputReplay.Weights))));

    public IFirmwareGradientRun Start(GradientState state, YinYang data) => new EventReplayGradientRun(state, data);
}
