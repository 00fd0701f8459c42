using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Rule FirstSpike.</summary>
public sealed class FirstSpikeGradient : IFirmwareGradient
{
    public string Name => FirstSpikeRule.RuleName;

    public int HiddenWeights => FirstSpikeFormat.Inputs * FirstSpikeFormat.HiddenCapacity;

    public int OutputWeights => FirstSpikeFormat.Outputs * FirstSpikeFormat.HiddenCapacity;

    public GradientState Train(GradientTrainingRequest request, YinYang data, Action<int, double> progress) =>
        GradientStateTraining.Run(Name, request, data, progress, static run => (run.HiddenWeights, run.OutputWeights));

    public IFirmwareGradientRun Start(GradientState state, YinYang data) => new FirstSpikeGradientRun(state, data);
}
