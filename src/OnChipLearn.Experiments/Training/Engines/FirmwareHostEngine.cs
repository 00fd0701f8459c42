using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>The firmware on the host CLR: the same weights as on the chip, without cycles.</summary>
public sealed class FirmwareHostEngine : ITrainingEngine
{
    public string Name => "firmware-host";

    public string Description => "the same firmware on this machine, against the same chip model; no cycles";

    public bool StateIsOfProcessors => true;

    public int DefaultEpochs => 60;

    public IReadOnlyList<EngineOption> Options => FirmwareRules.Options;

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var setup = new FirmwareSetup(request, seed);
        return new FirmwareTrainingRun(setup, new HostFirmwareRun(setup));
    }
}
